import { runCases } from "./host/cases.ts";

runCases({ name: "image", modules: ["image", "crc32"] });
