import { deadlineIn, wholeDeadline } from "../clock.ts";
import { defaults } from "../defaults.ts";
import { hostNow } from "../host-binding.ts";
import { NO_TIMER, startTimer, stopTimer, type TimerOwner } from "../timer-slot.ts";
import { Event } from "./event.ts";
import { type EventListener, EventTarget, type ListenerOptions } from "./event-target.ts";
import { namedError } from "./named-error.ts";

/** Where a signal's abort comes from, for one that no controller has. It is watched only while somebody listens. */
interface Cause {
  /** Where it is aborted by now: the reason, and since when, in microseconds. */
  check(): { reason: unknown; since: number } | undefined;
  watch(signal: AbortSignal): void;
  unwatch(): void;
}

/** Says when an operation is to be given up. */
export class AbortSignal extends EventTarget {
  declare private reasonGiven: unknown;
  declare private isAborted: boolean;
  declare private handler: ((event: Event) => void) | null;
  declare private readonly cause: Cause | undefined;
  /** @internal When it was aborted, in microseconds: the first of several gives its reason to {@link AbortSignal.any}. */
  declare abortedSince: number;

  /** @internal */
  constructor(cause?: Cause) {
    super();
    if (cause !== undefined) {
      this.cause = cause;
    }
  }

  /** A signal that was aborted. */
  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal();
    signal.trigger(reason);
    return signal;
  }

  /**
   * Aborted with a `TimeoutError` after that many milliseconds. It takes one of the host's timers only while somebody listens,
   * so it holds neither the program nor a timer otherwise.
   */
  static timeout(milliseconds: number): AbortSignal {
    return new AbortSignal(new TimeoutCause(milliseconds));
  }

  /** Aborted as soon as one of these is, with its reason. */
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const signal = new AbortSignal(new AnyCause([...signals]));
    signal.look();
    return signal;
  }

  get aborted(): boolean {
    this.look();
    return this.isAborted;
  }

  get reason(): unknown {
    return this.aborted ? this.reasonGiven : undefined;
  }

  get onabort(): ((event: Event) => void) | null {
    return this.handler;
  }

  set onabort(handler: ((event: Event) => void) | null) {
    this.removeEventListener("abort", this.handler);
    this.handler = handler;
    this.addEventListener("abort", handler);
  }

  throwIfAborted(): void {
    if (this.aborted) {
      throw this.reasonGiven;
    }
  }

  /** @throws IoError `ENOMEM` of a signal of `AbortSignal.timeout()`: all timers are in use */
  override addEventListener(type: string, listener: EventListener | null, options?: boolean | ListenerOptions): void {
    if (this.cause === undefined) {
      super.addEventListener(type, listener, options);
      return;
    }
    // A cause that came while nobody watched it is found now: an event that is past is not made up for.
    const wasWatched = this.aborted || this.isHeard("abort");
    super.addEventListener(type, listener, options);
    if (!wasWatched && this.isHeard("abort")) {
      try {
        this.cause.watch(this);
      } catch (error) {
        super.removeEventListener(type, listener, options);
        throw error;
      }
    }
  }

  override removeEventListener(
    type: string,
    listener: EventListener | null,
    options?: boolean | ListenerOptions,
  ): void {
    if (this.cause === undefined) {
      super.removeEventListener(type, listener, options);
      return;
    }
    const wasWatched = this.isHeard("abort");
    super.removeEventListener(type, listener, options);
    if (wasWatched && !this.isHeard("abort")) {
      this.cause.unwatch();
    }
  }

  /** Looks for its cause, which nobody watches while nobody listens. */
  private look(): void {
    if (!this.isAborted && this.cause !== undefined && !this.isHeard("abort")) {
      const found = this.cause.check();
      if (found !== undefined) {
        this.trigger(found.reason, found.since);
      }
    }
  }

  /** @internal Aborts it; the first time counts. */
  trigger(reason: unknown, since = hostNow()): void {
    if (!this.isAborted) {
      this.isAborted = true;
      this.abortedSince = since;
      this.reasonGiven = reason === undefined ? namedError("AbortError", "This operation was aborted") : reason;
      this.cause?.unwatch();
      if (this.isHeard("abort")) {
        this.dispatchEvent(new Event("abort"));
      }
    }
  }
}

defaults(AbortSignal, { reasonGiven: undefined, isAborted: false, handler: null, cause: undefined, abortedSince: 0 });

/** Aborts its signal. */
export class AbortController {
  readonly signal = new AbortSignal();

  /** The first time counts. Without a reason it is an `AbortError`. */
  abort(reason?: unknown): void {
    this.signal.trigger(reason);
  }
}

class TimeoutCause implements Cause, TimerOwner {
  private readonly deadline: number;
  private signal: AbortSignal | undefined;
  private slot = NO_TIMER;

  constructor(milliseconds: number) {
    this.deadline = wholeDeadline(deadlineIn(milliseconds));
  }

  check(): { reason: Error; since: number } | undefined {
    return hostNow() >= this.deadline ? { reason: this.reason(), since: this.deadline } : undefined;
  }

  watch(signal: AbortSignal): void {
    this.signal = signal;
    this.slot = startTimer(this.deadline, this);
  }

  unwatch(): void {
    stopTimer(this.slot);
    this.slot = NO_TIMER;
  }

  expired(): void {
    this.slot = NO_TIMER;
    this.signal?.trigger(this.reason());
  }

  private reason(): Error {
    return namedError("TimeoutError", "The operation was aborted due to timeout");
  }
}

class AnyCause implements Cause {
  private readonly signals: readonly AbortSignal[];
  private listener: (() => void) | undefined;

  constructor(signals: readonly AbortSignal[]) {
    this.signals = signals;
  }

  check(): { reason: unknown; since: number } | undefined {
    let first: AbortSignal | undefined;
    for (const signal of this.signals) {
      if (signal.aborted && (first === undefined || signal.abortedSince < first.abortedSince)) {
        first = signal;
      }
    }
    return first === undefined ? undefined : { reason: first.reason, since: first.abortedSince };
  }

  watch(signal: AbortSignal): void {
    const listener = (): void => {
      const found = this.check();
      if (found !== undefined) {
        signal.trigger(found.reason, found.since);
      }
    };
    this.listener = listener;
    for (const source of this.signals) {
      source.addEventListener("abort", listener);
    }
  }

  unwatch(): void {
    const { listener } = this;
    this.listener = undefined;
    if (listener !== undefined) {
      for (const source of this.signals) {
        source.removeEventListener("abort", listener);
      }
    }
  }
}
