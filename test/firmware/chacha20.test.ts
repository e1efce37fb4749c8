import { runCases } from "./host/cases.ts";

runCases({ name: "chacha20", modules: ["app/chacha20"] });
