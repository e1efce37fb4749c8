import type { Device } from "../../harness/index.ts";
import type { LinkClock } from "../../harness/network/link/clock.ts";
import type { Cosimulation } from "../../harness/time/cosimulation.ts";

/** Something of a soak was not as it should be. */
export class SoakError extends Error {
  override name = "SoakError";
}

/** Waits with a limit in the network's time, which passes meanwhile, and no longer than the device runs. */
export class Within {
  readonly #clock: LinkClock;
  readonly #cosimulation: Cosimulation | undefined;
  readonly #died: Promise<never>;

  constructor(clock: LinkClock, cosimulation: Cosimulation | undefined, device: Device) {
    this.#clock = clock;
    this.#cosimulation = cosimulation;
    this.#died = device.ended.then(({ reason }) => {
      throw new SoakError(`the device ended (${reason}): ${device.diagnosis}\n${device.output.slice(-2_000)}`);
    });
    this.#died.catch(() => {});
  }

  /** Resolves with the milliseconds that a promise took; rejects as it does, or where it takes longer. */
  async time(limit: number, what: string, promise: Promise<unknown>): Promise<number> {
    const begun = this.#clock.now();
    let cancel = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      cancel = this.#clock.at(begun + limit, () => reject(new SoakError(`${what} did not come within ${limit} ms`)));
    });
    late.catch(() => {});
    const first = Promise.race([promise, late, this.#died]);
    try {
      await (this.#cosimulation?.during(first) ?? first);
    } finally {
      cancel();
    }
    return this.#clock.now() - begun;
  }

  /** Lets so many milliseconds pass. */
  async pass(duration: number): Promise<void> {
    const passed = new Promise<void>((resolve) => void this.#clock.at(this.#clock.now() + duration, resolve));
    await this.time(duration + 60_000, "the end of a pause", passed);
  }
}
