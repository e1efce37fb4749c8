import { LOOP_MODULES, runCases } from "./host/cases.ts";

runCases({ name: "moments", modules: LOOP_MODULES, host: ["sim", "sim_dns"] });
