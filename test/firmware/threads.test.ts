import { LOOP_MODULES, runCases } from "./host/cases.ts";

for (const sanitize of ["address,undefined", "thread"] as const) {
  runCases({
    name: "threads",
    modules: LOOP_MODULES,
    host: ["threads", "sim_dns"],
    sanitize,
    variant: ` (${sanitize} sanitizer)`,
  });
}
