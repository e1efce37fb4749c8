/**
 * All timers at once, however many the firmware has: none is left for a test's time limit. `args` may say how many there have to be, as
 * many-timers.test.ts does, whose firmware has CONFIG_AIO_MAX_TIMERS=1024, or 256 where there is less RAM.
 */
import { args, type IoError, Timer } from "async-io-ts";
import test from "async-io-ts/test";

interface Fired {
  readonly index: number;
  readonly instant: number;
}

const most = 1_024;

test(
  "as many timers as there are fire by deadline, ties in order, none early",
  async (t) => {
    const base = performance.now() + 1_000;
    const fired: Fired[] = [];
    let early = 0;
    let refusal: IoError | undefined;
    const waiting: Promise<unknown>[] = [];
    for (let index = 0; index < most && refusal === undefined; index++) {
      const instant = base + ((index * 7919) % 64) * 50;
      const note = (yielded: number): void => {
        if (performance.now() < instant || yielded !== instant) {
          early++;
        }
        fired.push({ index, instant });
      };
      const refused = (error: IoError): void => {
        refusal = error;
      };
      waiting.push(Timer.at(instant).wait().then(note, refused));
      // A refusal is a promise's.
      await null;
    }
    await Promise.all(waiting);
    t.is(refusal?.option ?? "CONFIG_AIO_MAX_TIMERS", "CONFIG_AIO_MAX_TIMERS");
    t.true(fired.length >= Number(args[0] ?? 2), `${fired.length} timers`);
    t.is(early, 0);
    t.is(outOfOrder(fired), 0);
  },
  { timeout: Number.POSITIVE_INFINITY },
);

function outOfOrder(fired: readonly Fired[]): number {
  return fired.filter(({ index, instant }, i) => {
    const before = fired[i - 1];
    return before !== undefined && (before.instant > instant || (before.instant === instant && before.index > index));
  }).length;
}
