import { loadBoard } from "../../harness/boards/load.ts";
import { checkOptions } from "../../harness/device/options.ts";
import { deviceTests } from "../../harness/test/index.ts";

const { ram } = loadBoard(checkOptions({}).board).memory;
/** What the rest of a firmware with as many timers takes of it. */
const rest = 112 * 1024;

await deviceTests(new URL("many-timers.device.ts", import.meta.url), {
  config: { AIO_MAX_TIMERS: 1_024, AIO_JS_HEAP_SIZE: Math.min(3_145_728, ram.size - rest) },
  args: ["1024"],
});
