import { runCases } from "./host/cases.ts";

runCases({ name: "memory", modules: [] });
