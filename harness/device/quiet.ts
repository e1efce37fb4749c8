import { setTimeout as sleep } from "node:timers/promises";
import type { Link } from "../network/index.ts";
import type { Cosimulation } from "../time/cosimulation.ts";

/** After what silence a link counts as quiet, how often it is looked at, and how long that may go on. In milliseconds. */
const patience = { silence: 100, interval: 10, limit: 2_000 };
/** A device that only came up has announced its address by one frame; nothing of its program's is on the way. */
const greetings = 1;

/**
 * Waits until no frame has passed a link for a while. A program may end while its TCP connections still carry its last words: on a
 * board the network goes on beneath it, so QEMU, which ends with it, has to wait for that.
 */
export async function untilQuiet({ up, down }: Link): Promise<void> {
  const frames = () => up.statistics.frames + down.statistics.frames;
  const start = performance.now();
  let seen = frames();
  // Looks are counted, not time: while this process gets no processor, its frames wait with it.
  let silent = 0;
  while (
    seen > greetings &&
    silent < patience.silence / patience.interval &&
    performance.now() - start < patience.limit
  ) {
    await sleep(patience.interval);
    const now = frames();
    silent = now === seen ? silent + 1 : 0;
    seen = now;
  }
}

/**
 * The same where time is the guests': the device is switched off at an instant that depends on what was sent, and on nothing of the
 * host. Where time stands still, nothing more is sent.
 *
 * @param leave is called at that instant
 */
export async function untilQuietInGuestTime(
  { up, down }: Link,
  cosimulation: Cosimulation,
  leave = () => {},
): Promise<void> {
  const frames = () => up.statistics.frames + down.statistics.frames;
  const start = cosimulation.now();
  const quiet = new Promise<void>((resolve) => {
    const look = (before: number | undefined) => {
      const seen = frames();
      if (seen <= greetings || seen === before || cosimulation.now() - start >= patience.limit) {
        leave();
        resolve();
      } else {
        cosimulation.at(cosimulation.now() + patience.silence, () => look(seen));
      }
    };
    look(undefined);
  });
  await Promise.race([quiet, cosimulation.standstill()]);
}
