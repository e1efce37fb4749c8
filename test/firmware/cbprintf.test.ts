import { runCases } from "./host/cases.ts";

runCases({ name: "cbprintf", modules: [], port: ["cbprintf"] });
