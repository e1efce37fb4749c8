import type { Capture } from "./capture/capture.ts";
import type { LinkClock } from "./link/clock.ts";

/** What a network has beside its options. */
export interface NetworkParts {
  readonly capture?: Capture | undefined;
  /** A time of its own, which can be had to pass as long as a promise is pending. Default: the host's. */
  readonly time?: OwnTime | undefined;
  /** Hears of each frame that the host sends. */
  readonly hostSends?: (() => void) | undefined;
}

/** A clock that is not the host's. */
export interface OwnTime extends LinkClock {
  during<Value>(promise: Promise<Value>): Promise<Value>;
  close(): void;
}
