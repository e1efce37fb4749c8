import { runCases } from "./host/cases.ts";

runCases({ name: "address_text", modules: ["core/address_text"] });
