import { defaults } from "../defaults.ts";
import { type Abort, AnyCause, type Cause, TimeoutCause, timersReached } from "./abort-causes.ts";
import { dispatchOf, Event, TRUSTED } from "./event.ts";
import { deliver, EventTarget, isHeard, onListenersChanged } from "./event-target.ts";
import { namedError } from "./named-error.ts";

/** What only this module has: nothing else makes signals. */
const key = {};

/** Signals of {@link AbortSignal.any} are told in the order in which they were made. */
let made = 0;
/** How many signals were aborted by controllers. */
let aborts = 0;

/** The signals that an abort reaches, in order, and the one that is told at the moment. */
interface Steps {
  readonly signals: AbortSignal[];
  at: number;
}

/** Says when an operation is to be given up. */
export class AbortSignal extends EventTarget {
  /** @internal How it was aborted, once that is known. */
  declare abortion: Abort | undefined;
  declare private cause: Cause | undefined;
  /** Whether its cause is watched. */
  declare private isWatched: boolean;
  /** What operations do when it is aborted, before any listener hears of it. A hole was taken back meanwhile. */
  declare private algorithms: ((() => void) | undefined)[] | undefined;
  /** Signals that are aborted with it and are listened to, in the order in which they were made. */
  declare private dependents: readonly AbortSignal[];
  /** The abort that it and its dependents are being told of. */
  declare private steps: Steps | undefined;
  /** @internal Its place among the signals of {@link AbortSignal.any}; 0 for others. */
  declare serial: number;
  declare private handler: ((event: Event) => void) | null;
  declare private handlerListener: ((event: Event) => void) | undefined;

  /** @internal */
  constructor(keyGiven?: object, cause?: Cause) {
    super();
    if (keyGiven !== key) {
      throw new TypeError("AbortSignal: comes from an AbortController, or AbortSignal.abort(), timeout() or any()");
    }
    if (cause !== undefined) {
      this.cause = cause;
    }
  }

  /** A signal that was aborted. */
  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(key);
    signal.trigger(abortNow(reason));
    return signal;
  }

  /**
   * Aborted with a `TimeoutError` after that many milliseconds; fractions are allowed. It takes one of the host's timers only while
   * something listens, so it holds neither the program nor a timer otherwise.
   *
   * @throws TypeError not a number from 0 to 2^53 - 1
   */
  static timeout(milliseconds: number): AbortSignal {
    const delay = Number(milliseconds);
    if (!(delay >= 0 && delay <= Number.MAX_SAFE_INTEGER)) {
      throw new TypeError(`AbortSignal.timeout: expected milliseconds from 0 to 2^53 - 1, got ${String(milliseconds)}`);
    }
    return new AbortSignal(key, new TimeoutCause(delay));
  }

  /**
   * Aborted as soon as one of these is, with its reason. It takes timers and is known to the others only while something listens.
   *
   * @throws TypeError one of them is no AbortSignal
   */
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const given = [...signals];
    if (!given.every((source) => source instanceof AbortSignal)) {
      throw new TypeError("AbortSignal.any: expected AbortSignals only");
    }
    const signal = new AbortSignal(key);
    const aborted = given.find((source) => source.aborted);
    if (aborted !== undefined) {
      signal.abortion = aborted.abortion;
      return signal;
    }
    const sources = given.flatMap(({ cause }, i) => (cause instanceof AnyCause ? cause.sources : (given[i] ?? [])));
    signal.cause = new AnyCause([...new Set(sources)]);
    signal.serial = ++made;
    return signal;
  }

  get aborted(): boolean {
    this.look();
    return this.abortion !== undefined;
  }

  get reason(): unknown {
    return this.aborted ? this.abortion?.reason : undefined;
  }

  get onabort(): ((event: Event) => void) | null {
    return this.handler;
  }

  /** As a listener that was added when it was first set; null takes it away. */
  set onabort(handler: ((event: Event) => void) | null) {
    this.handler = typeof handler === "function" ? handler : null;
    if (this.handler === null) {
      this.removeEventListener("abort", this.handlerListener ?? null);
      this.handlerListener = undefined;
    } else if (this.handlerListener === undefined) {
      // A listener of its own: the function may be added as another one, too.
      const listener = (event: Event): void => this.handler?.call(this, event);
      this.addEventListener("abort", listener);
      this.handlerListener = listener;
    }
  }

  throwIfAborted(): void {
    if (this.aborted) {
      throw this.abortion?.reason;
    }
  }

  /** @internal Called when it is aborted, before its listeners, unless it is by now. @throws IoError `ENOMEM` */
  addAlgorithm(algorithm: () => void): void {
    if (!this.aborted) {
      this.algorithms ??= [];
      this.algorithms.push(algorithm);
      this.followOr(() => this.removeAlgorithm(algorithm));
    }
  }

  /** @internal */
  removeAlgorithm(algorithm: () => void): void {
    const { algorithms } = this;
    const index = algorithms?.indexOf(algorithm) ?? -1;
    if (algorithms === undefined || index < 0) {
      return;
    }
    if (this.abortion !== undefined) {
      algorithms[index] = undefined;
    } else {
      algorithms.splice(index, 1);
      this.follow();
    }
  }

  /** @internal */
  addDependent(signal: AbortSignal): void {
    this.dependents = inOrder(this.dependents, signal);
    this.followOr(() => this.removeDependent(signal));
  }

  /** @internal */
  removeDependent(signal: AbortSignal): void {
    this.dependents = this.dependents.filter((other) => other !== signal);
    this.follow();
  }

  /** @internal The standard's "signal abort"; the first time counts. All that are aborted know it before any is told. */
  trigger(abort: Abort): void {
    if (this.abortion === undefined) {
      const dependents = this.dependents.filter((signal) => signal.abortion === undefined);
      this.mark(abort);
      for (const signal of dependents) {
        signal.mark(abort);
      }
      const steps: Steps = { signals: [this, ...dependents], at: 0 };
      this.steps = steps;
      for (; steps.at < steps.signals.length; steps.at++) {
        steps.signals[steps.at]?.tell();
      }
      this.steps = undefined;
    }
  }

  private mark(abort: Abort): void {
    const { cause } = this;
    this.abortion = abort;
    this.cause = undefined;
    if (cause !== undefined && this.isWatched) {
      this.isWatched = false;
      cause.unwatch(this);
    }
  }

  private tell(): void {
    const { algorithms } = this;
    for (let i = 0; algorithms !== undefined && i < algorithms.length; i++) {
      const algorithm = algorithms[i];
      algorithms[i] = undefined;
      algorithm?.();
    }
    this.algorithms = undefined;
    if (isHeard(this, "abort")) {
      const event = new Event("abort");
      dispatchOf(event).flags |= TRUSTED;
      deliver(this, event);
    }
  }

  /** Looks for its cause, which is not watched while nothing listens. */
  private look(): void {
    const found = this.isWatched ? undefined : this.cause?.check();
    if (found !== undefined) {
      this.mark(found);
      // It is told, too, where the others that depend on the same signal are being told.
      const steps = found.source?.steps;
      if (steps !== undefined && this.serial > (steps.signals[steps.at]?.serial ?? 0)) {
        steps.signals.splice(steps.at + 1, 0, ...inOrder(steps.signals.splice(steps.at + 1), this));
      }
    }
  }

  /** @internal Watches its cause while something listens. A cause that came while nothing did is found now: an event that is past is not repeated. */
  follow(): void {
    const { cause } = this;
    const isWanted = !!this.algorithms?.length || this.dependents.length > 0 || isHeard(this, "abort");
    if (cause === undefined || isWanted === this.isWatched || this.aborted) {
      return;
    }
    if (isWanted) {
      cause.watch(this);
    } else {
      cause.unwatch(this);
    }
    this.isWatched = isWanted;
  }

  /** As follow; where that throws, takes back what it was for. */
  private followOr(takeBack: () => void): void {
    try {
      this.follow();
    } catch (error) {
      takeBack();
      throw error;
    }
  }
}

defaults(AbortSignal, {
  abortion: undefined,
  cause: undefined,
  isWatched: false,
  algorithms: undefined,
  dependents: [],
  steps: undefined,
  serial: 0,
  handler: null,
  handlerListener: undefined,
});

onListenersChanged(AbortSignal, function () {
  this.follow();
});

/** Aborts its signal. */
export class AbortController {
  readonly signal = new AbortSignal(key);

  /** The first time counts. Without a reason it is an `AbortError`. */
  abort(reason?: unknown): void {
    if (!this.signal.aborted) {
      this.signal.trigger(abortNow(reason));
    }
  }
}

function abortNow(reason: unknown): Abort {
  const given = reason === undefined ? namedError("AbortError", "This operation was aborted") : reason;
  return { reason: given, since: timersReached(), order: ++aborts };
}

/** The signals with one more, at its place. */
function inOrder(signals: readonly AbortSignal[], signal: AbortSignal): AbortSignal[] {
  const later = signals.findIndex((other) => other.serial > signal.serial);
  return later < 0 ? [...signals, signal] : [...signals.slice(0, later), signal, ...signals.slice(later)];
}
