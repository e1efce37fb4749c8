import { runCases } from "./host/cases.ts";

runCases({ name: "dns_message", modules: [], port: ["net/dns_message"] });
