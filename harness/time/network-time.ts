import type { TimeProfile } from "../base/choices.ts";
import { UsageError } from "../base/errors.ts";
import { attempt } from "../network/waits.ts";
import type { Cosimulation } from "./cosimulation.ts";
import type { Duration } from "./duration.ts";
import type { TimeOptions } from "./options.ts";

/** The time of a network: the host's, or one that passes when it is told to. */
export class NetworkTime {
  /** Lets the devices' time pass; undefined where the host's does. */
  readonly cosimulation: Cosimulation | undefined;
  readonly #hasDevices: () => boolean;
  #profile: TimeProfile | undefined;

  /** Of a network, which makes it. */
  constructor(profile: TimeProfile | undefined, cosimulation: Cosimulation | undefined, hasDevices: () => boolean) {
    this.#profile = profile;
    this.cosimulation = cosimulation;
    this.#hasDevices = hasDevices;
  }

  /** Whose time it is: what the network was made with, else what its first device has. */
  get profile(): TimeProfile | undefined {
    return this.#profile;
  }

  /**
   * All devices of a network have one time.
   *
   * @throws UsageError `EINVAL` the network's is another one
   */
  agree(time: TimeProfile): void {
    const isAlone = this.cosimulation !== undefined || time === "real" || !this.#hasDevices();
    if (isAlone && time === (this.#profile ?? time)) {
      this.#profile = time;
      return;
    }
    throw new UsageError(
      `a device in ${time} time cannot join a network in ${this.#profile} time: devices that share virtual time need a network that was ` +
        'made with VirtualNetwork.create({ time: "virtual" })',
    );
  }

  /** Milliseconds since the network was made, in its own time. */
  now(): number {
    return this.#virtual("now").now();
  }

  /**
   * In virtual time: lets exactly so much of it pass, and what is due at its end happen.
   *
   * @param duration milliseconds, or as in `"90s"`
   * @param options.signal aborted, the promise rejects with its reason; time that has passed by then has passed
   * @throws UsageError `EINVAL` it is no duration; `ENOTSUP` the network's time is the host's
   * @throws NetworkError `ENETDOWN` the network was closed, before or meanwhile
   * @throws TimeError `ETIMEDOUT` a device computes for a minute of this host's time without waiting for anything
   */
  advance(duration: Duration, options: TimeOptions = {}): Promise<void> {
    return attempt(() => this.#virtual("advance").advance(duration, options));
  }

  /**
   * In virtual time: lets it pass as fast as it can, until `pause`.
   *
   * @throws UsageError `ENOTSUP` the network's time is the host's
   */
  resume(): void {
    this.#virtual("resume").resume();
  }

  /**
   * In virtual time: lets it stand still, once each device waits for something. Resolves then.
   *
   * @param options.signal aborted, the promise rejects with its reason; time stands still all the same as soon as it can
   * @throws UsageError `ENOTSUP` the network's time is the host's
   * @throws NetworkError `ENETDOWN` the network was closed meanwhile
   */
  pause(options: TimeOptions = {}): Promise<void> {
    return attempt(() => this.#virtual("pause").pause(options));
  }

  #virtual(what: string): Cosimulation {
    if (this.cosimulation === undefined) {
      throw new UsageError(`${what} needs a network that was made with VirtualNetwork.create({ time: "virtual" })`, {
        code: "ENOTSUP",
      });
    }
    return this.cosimulation;
  }
}
