import { runCases } from "./host/cases.ts";

runCases({ name: "cbprintf", modules: [], standIn: ["cbprintf"] });
