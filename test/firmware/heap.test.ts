import { runCases } from "./host/cases.ts";

runCases({ name: "heap", modules: [], port: ["heap"] });
