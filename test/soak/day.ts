import { leaks } from "./figures.ts";
import { Model } from "./model.ts";
import type { MonthOptions } from "./month.ts";
import { TargetDevice } from "./target-device.ts";

/** Operations between two looks at whether everything has arrived. */
const batch = 60;

/** What became of a day of random operations. */
export interface DayOutcome {
  /** What was not as it should be; undefined where all was. */
  readonly failure: string | undefined;
  /** Hours of virtual time. */
  readonly hours: number;
  readonly counts: Model["counts"];
}

/** Lets a program's sockets do random things on a network with random faults, beside a model of what must arrive. */
export async function runDay({ span, ...options }: MonthOptions): Promise<DayOutcome> {
  await using target = await TargetDevice.boot({ ...options, time: "virtual" });
  const { clock, honest } = target;
  const model = new Model(target, options.seed);
  const start = clock.now();
  const outcome = (failure: string | undefined): DayOutcome => {
    return { failure, hours: (clock.now() - start) / 3_600_000, counts: model.counts };
  };
  try {
    await honest.crowd(8);
    const before = await target.settled(undefined);
    while (clock.now() < start + span && options.isOver?.() !== true) {
      for (let count = 0; count < batch; count++) {
        options.signal?.throwIfAborted();
        await model.step();
      }
      await model.settle();
      options.onProgress?.((clock.now() - start) / 60_000);
    }
    await model.end();
    const lost = leaks(before, await target.settled(before));
    return outcome(lost.length === 0 ? undefined : lost.join("; "));
  } catch (error) {
    options.signal?.throwIfAborted();
    return outcome(`${(error as Error).message}\n${await target.device.describe()}`);
  }
}
