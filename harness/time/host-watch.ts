import type { Cosimulation } from "./cosimulation.ts";
import { watchStandstill } from "./standstill.ts";

/** Tells what the host's part in virtual time changes, and lets time see the frames that the host sends. */
export class HostWatch {
  readonly #time: Cosimulation;
  readonly #onNotice: (text: string) => void;
  #isTold = false;
  #isWatching = false;

  /** @param onNotice hears each of the two notices once. Default: a Node warning */
  constructor(time: Cosimulation, onNotice: (text: string) => void = warn) {
    this.#time = time;
    this.#onNotice = onNotice;
  }

  /** The host sends a frame. */
  readonly hostSends = (): void => {
    if (!this.#isWatching) {
      // Time may be about to stand still at this instant.
      const entered = this.#time.now();
      const isStill = () => {
        this.#isWatching = this.#time.now() === entered;
        return this.#isWatching;
      };
      this.#isWatching = true;
      watchStandstill(this.#time, isStill, () => this.#onNotice(standsStill));
    }
    if (!this.#isTold) {
      this.#isTold = true;
      this.#onNotice(takesPart);
    }
    this.#time.notice();
  };
}

const standsStill =
  "the host has sent something to a device while virtual time stands still, so that it does not arrive: let time pass, with " +
  "network.time.advance, network.time.resume or expect";

const takesPart =
  "the host takes part in virtual time: its frames come when its own clock says, so that from here on instants, and what depends " +
  "on them, are not the same in each run";

function warn(text: string): void {
  process.emitWarning(text, "AsyncIoWarning");
}
