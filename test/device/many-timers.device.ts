/** 1,024 timers at once; runs on a firmware with CONFIG_AIO_MAX_TIMERS=1024, all of them its own: no time limit takes one. */
import { Timer } from "async-io-ts";
import test from "async-io-ts/test";

test(
  "1,024 timers at once fire by deadline, ties in order, none early",
  async (t) => {
    const count = 1_024;
    const base = performance.now() + 1_000;
    const fired: { index: number; instant: number }[] = [];
    let early = 0;
    await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const instant = base + ((index * 7919) % 64) * 50;
        const yielded = await Timer.at(instant);
        if (performance.now() < instant || yielded !== instant) {
          early++;
        }
        fired.push({ index, instant });
      }),
    );
    t.is(fired.length, count);
    t.is(early, 0);
    let disorder = 0;
    for (let i = 1; i < count; i++) {
      const a = fired[i - 1] as { index: number; instant: number };
      const b = fired[i] as { index: number; instant: number };
      if (a.instant > b.instant || (a.instant === b.instant && a.index > b.index)) {
        disorder++;
      }
    }
    t.is(disorder, 0);
  },
  { timeout: Number.POSITIVE_INFINITY },
);
