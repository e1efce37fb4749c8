import { runCases } from "./host/cases.ts";

runCases({ name: "dns_message", modules: [], standIn: ["net/dns_message"] });
