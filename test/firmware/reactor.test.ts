import { LOOP_MODULES, POLL_MODULES, runCases } from "./host/cases.ts";

for (const [modules, variant] of [
  [LOOP_MODULES, " (select)"],
  [POLL_MODULES, " (poll)"],
] as const) {
  runCases({ name: "reactor", modules, host: ["sim", "sim_dns"], variant });
}
