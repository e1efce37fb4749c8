import { runCases } from "./host/cases.ts";

runCases({ name: "image", modules: ["app/image", "app/crc32"] });
