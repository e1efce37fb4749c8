import { deviceTests } from "../../harness/ava/device-tests.ts";
import { loadBoard } from "../../harness/boards/load.ts";
import { checkOptions } from "../../harness/device/options.ts";

const { ram } = loadBoard(checkOptions({}).board).memory;
const heap = 3_145_728;
/** What the rest of a firmware takes of the RAM. */
const rest = 240 * 1024;
const isSmall = ram.size < heap + rest;
// A timer that is awaited by a function takes 0.5 KB of heap.
const timers = isSmall ? 256 : 1_024;

await deviceTests(new URL("many-timers.device.ts", import.meta.url), {
  config: { AIO_MAX_TIMERS: timers, AIO_JS_HEAP_SIZE: isSmall ? ram.size - rest : heap },
  args: [`${timers}`],
});
