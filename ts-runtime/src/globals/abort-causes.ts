import { deadlineIn, wholeDeadline } from "../clock.ts";
import { hostTimersReached } from "../host-binding.ts";
import { NO_TIMER, startTimer, stopTimer, type TimerOwner } from "../timer-slot.ts";
import type { AbortSignal } from "./abort.ts";
import { namedError } from "./named-error.ts";

/** How a signal was aborted. */
export interface Abort {
  readonly reason: unknown;
  /** How far the host's timers had got (see `Host.timersReached`), and which abort of that instant it was. */
  readonly since: number;
  readonly order: number;
  /** The signal that it follows from. */
  readonly source?: AbortSignal;
}

/** Where a signal's abort comes from, for one that no controller has. It is watched only while something listens to the signal. */
export interface Cause {
  /** How it is aborted by now, where it is. */
  check(): Abort | undefined;
  /** @throws IoError `ENOMEM`, with `option`: all timers are in use; then nothing is watched */
  watch(signal: AbortSignal): void;
  unwatch(signal: AbortSignal): void;
}

/** Whether there are timeouts. Without one nothing is compared with the timers, and no turn has to read the clock for that. */
let hasTimeouts = false;

/** How far the host's timers have got. */
export function timersReached(): number {
  return hasTimeouts ? hostTimersReached() : 0;
}

export class TimeoutCause implements Cause, TimerOwner {
  private readonly deadline: number;
  /** Aborted as soon as the host's timers have got so far: in a later turn than the one it was made in. */
  private readonly due: number;
  private signal: AbortSignal | undefined;
  private slot = NO_TIMER;

  constructor(milliseconds: number) {
    hasTimeouts = true;
    this.deadline = wholeDeadline(deadlineIn(milliseconds));
    this.due = Math.max(this.deadline, timersReached() + 1);
  }

  check(): Abort | undefined {
    return timersReached() >= this.due ? this.abort() : undefined;
  }

  watch(signal: AbortSignal): void {
    this.signal = signal;
    this.slot = startTimer(this.deadline, this);
  }

  unwatch(): void {
    stopTimer(this.slot);
    this.slot = NO_TIMER;
    // What counts references frees no circle.
    this.signal = undefined;
  }

  expired(): void {
    this.slot = NO_TIMER;
    this.signal?.trigger(this.abort());
  }

  private abort(): Abort {
    const reason = namedError("TimeoutError", "The operation was aborted due to timeout");
    return { reason, since: this.due, order: 0 };
  }
}

/** The first of several signals, which depend on no other themselves. */
export class AnyCause implements Cause {
  readonly sources: readonly AbortSignal[];

  constructor(sources: readonly AbortSignal[]) {
    this.sources = sources;
  }

  check(): Abort | undefined {
    let first: Abort | undefined;
    for (const source of this.sources) {
      const abort = source.aborted ? source.abortion : undefined;
      if (abort !== undefined && (first === undefined || isBefore(abort, first))) {
        first = { ...abort, source };
      }
    }
    return first;
  }

  watch(signal: AbortSignal): void {
    const { sources } = this;
    for (let i = 0; i < sources.length; i++) {
      try {
        sources[i]?.addDependent(signal);
      } catch (error) {
        for (const watched of sources.slice(0, i)) {
          watched.removeDependent(signal);
        }
        throw error;
      }
    }
  }

  unwatch(signal: AbortSignal): void {
    for (const source of this.sources) {
      source.removeDependent(signal);
    }
  }
}

function isBefore(a: Abort, b: Abort): boolean {
  return a.since < b.since || (a.since === b.since && a.order < b.order);
}
