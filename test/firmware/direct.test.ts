import { LOOP_MODULES, runCases } from "./host/cases.ts";

runCases({ name: "direct", modules: LOOP_MODULES, host: ["sim", "sim_dns"] });
