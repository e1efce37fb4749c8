/** A piece of the month and of the day that `npm run soak -- month` and `-- day` let pass. */
import test from "ava";
import { runDay } from "./day.ts";
import { runMonth } from "./month.ts";

const options = { device: { kernel: "freertos", engine: "quickjs" }, seed: 1 } as const;
const minutes = 60_000;

test.serial("a device that nothing wakes for minutes still knows the time, and its memory is as before", async (t) => {
  // Its counter of 32 bits wraps once in 171 s.
  const { failure, minutes: passed } = await runMonth({ ...options, span: 4 * minutes });
  t.is(failure, undefined);
  t.is(passed, 4);
});

test.serial("what sockets are sent arrives, once and in order, whatever the network does meanwhile", async (t) => {
  const { failure, counts } = await runDay({ ...options, span: 8 * minutes });
  t.is(failure, undefined);
  t.true(counts.connections > 0 && counts.bytes > 1_000 && counts.echoes > 0);
});
