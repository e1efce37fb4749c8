import { leaks } from "./figures.ts";
import { TargetDevice, type TargetOptions } from "./target-device.ts";
import { SoakError } from "./within.ts";

const minute = 60_000;
/** What the device's clock and the network's may lie apart more than at the beginning: a frame on its way, in milliseconds. */
const drift = 5;

/** What a long time is made with. */
export interface MonthOptions extends Omit<TargetOptions, "time"> {
  /** Milliseconds of virtual time. */
  readonly span: number;
  /** Asked each minute. */
  isOver?(): boolean;
  onProgress?(minutes: number): void;
}

/** What became of it. */
export interface MonthOutcome {
  /** What was not as it should be; undefined where all was. */
  readonly failure: string | undefined;
  readonly minutes: number;
  /** The furthest that both clocks lay apart, beyond what they did at first, in milliseconds. */
  readonly drift: number;
}

/** Lets a long time pass in which a connection comes each minute, and looks whether clocks stay together and memory stays flat. */
export async function runMonth({ span, ...options }: MonthOptions): Promise<MonthOutcome> {
  await using target = await TargetDevice.boot({ ...options, time: "virtual" });
  const { honest, clock } = target;
  let [minutes, apart] = [0, 0];
  try {
    await honest.crowd(4);
    const offset = await offsetOf(target);
    const before = await target.settled(undefined);
    for (const start = clock.now(); minutes < span / minute && options.isOver?.() !== true; minutes++) {
      options.signal?.throwIfAborted();
      await honest.connections(1);
      apart = Math.max(apart, Math.abs((await offsetOf(target)) - offset));
      if (apart > drift) {
        throw new SoakError(`the device's clock went ${apart} ms away from the network's`);
      }
      await target.pass(start + (minutes + 1) * minute - clock.now());
      options.onProgress?.(minutes);
    }
    const lost = leaks(before, await target.settled(before));
    return { failure: lost.length === 0 ? undefined : lost.join("; "), minutes, drift: apart };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { failure: `${(error as Error).message}\n${await target.device.describe()}`, minutes, drift: apart };
  }
}

/** How far the device's clock is behind the network's. */
async function offsetOf({ honest, clock }: TargetDevice): Promise<number> {
  const now = Number(await honest.ask("now"));
  return clock.now() - now;
}
