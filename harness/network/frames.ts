import { Frame } from "./frame.ts";
import { type AbsenceOptions, checkAbsence, waitForAbsence } from "./frame-absence.ts";
import { checkWait, type WaitOptions, waitForFrame } from "./frame-waiter.ts";
import type { LinkClock } from "./link/clock.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import { packetOf } from "./packet.ts";
import type { Station, Switch } from "./switch.ts";
import { rejected, Waits } from "./waits.ts";

/** What {@link Frames} need of their network. */
export interface FramesParts {
  readonly ethernet: Switch;
  readonly clock: LinkClock;
  /** Has time pass as long as a promise is pending. */
  readonly during: <Value>(promise: Promise<Value>) => Promise<Value>;
  /** What a failure's message has at its end. */
  readonly context: string;
}

/** The frames that reach the switch of a network. */
export class Frames {
  readonly #parts: FramesParts;
  readonly #waits = new Waits("a frame was waited for");

  /** Of a network, which makes them. */
  constructor(parts: FramesParts) {
    this.#parts = parts;
  }

  /**
   * Waits for the next frame of anybody that reaches the switch and for which the predicate returns true.
   *
   * @throws NetworkError `ETIMEDOUT`, with the last frames that came instead; `ENETDOWN` the network was closed
   */
  next(matches: FramePredicate, options: WaitOptions = {}): Promise<Frame> {
    const { ethernet, during, context } = this.#parts;
    const wait = (signal: AbortSignal) => during(waitForFrame(ethernet, matches, { ...options, signal }, context));
    return rejected(() => checkWait(matches, options)) ?? this.#waits.begin(wait, options.signal);
  }

  /**
   * Resolves when no frame for which the predicate returns true has reached the switch for `options.for` milliseconds.
   *
   * @throws NetworkError `EEXIST` as soon as one did, with those that came before it; `ENETDOWN` the network was closed
   */
  none(matches: FramePredicate, options: AbsenceOptions): Promise<void> {
    const { ethernet, clock, during, context } = this.#parts;
    const wait = (signal: AbortSignal) =>
      during(waitForAbsence(ethernet, clock, matches, { ...options, signal }, context));
    return rejected(() => checkAbsence(matches, options)) ?? this.#waits.begin(wait, options.signal);
  }

  /**
   * Sends a frame as if a device had that is nobody here: the switch learns its source address.
   *
   * @throws UsageError `EMSGSIZE` it is empty or longer than 64 KiB
   */
  inject(frame: Frame | Uint8Array): void {
    const { ethernet } = this.#parts;
    ethernet.receive(nobody, packetOf(frame instanceof Frame ? frame.bytes : frame));
    ethernet.flush();
  }

  /** Ends all waits: the network is closed. */
  close(): void {
    this.#waits.close();
  }
}

/** Where injected frames come from. */
const nobody: Station = { name: "injected", send: () => {}, flush: () => {} };
