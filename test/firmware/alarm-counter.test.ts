import { runCases } from "./host/cases.ts";

runCases({ name: "alarm_counter", modules: ["core/alarm_counter"] });
