import { deviceTests } from "../../harness/test/index.ts";

await deviceTests(new URL("many-timers.device.ts", import.meta.url), {
  config: { AIO_MAX_TIMERS: 1_024, AIO_JS_HEAP_SIZE: 3_145_728 },
  args: ["1024"],
});
