import { LOOP_MODULES, runCases } from "./host/cases.ts";

// Ticks of a microsecond, and ticks that no whole number of microseconds makes up.
for (const ticks of [1_000_000, 32_768]) {
  runCases({
    name: "timers",
    modules: LOOP_MODULES,
    host: ["sim", "sim_dns"],
    options: { AIO_TURN_EVENTS: 8, AIO_MAX_TIMERS: 1024, SYS_CLOCK_TICKS_PER_SEC: ticks },
    variant: ` (${ticks} ticks a second)`,
  });
}
