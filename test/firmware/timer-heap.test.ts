import { runCases } from "./host/cases.ts";

runCases({ name: "timer_heap", modules: ["core/timer_heap"], options: { AIO_MAX_TIMERS: 1024 } });
