import { LOOP_MODULES, runCases } from "./host/cases.ts";

runCases({ name: "loop", modules: LOOP_MODULES, host: ["sim", "sim_dns"], options: { AIO_TURN_EVENTS: 8 } });
