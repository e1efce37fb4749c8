import type { TimerTarget } from "../../../ts-runtime/src/host.ts";

const EBADF = 9;
const ENOMEM = 12;
const EINVAL = 22;

interface FakeTimer {
  target: TimerTarget;
  argument: unknown;
  readonly stays: boolean;
}

/** The host's timers on a clock that only moves when it is told to. */
export class FakeTimers {
  /** How many timers there may be. */
  capacity = 64;
  /** Microseconds since boot. */
  clock = 1_000_000;
  /** As aio_timers_reached(). */
  reached = 0;
  readonly #settle: (promise: Promise<unknown>, result: unknown) => void;
  readonly #timers = new Map<number, FakeTimer>();
  readonly #set: { handle: number; deadline: number; order: number }[] = [];
  #next = 1;
  #order = 0;

  constructor(settle: (promise: Promise<unknown>, result: unknown) => void) {
    this.#settle = settle;
  }

  /** How many are set. */
  get pending(): number {
    return this.#set.length;
  }

  /** The earliest deadline; Infinity where none is set. */
  get earliest(): number {
    return this.#set[0]?.deadline ?? Number.POSITIVE_INFINITY;
  }

  start(deadline: number, target: TimerTarget, argument: unknown, kind: 0 | 1 | 2): number {
    if (kind === 2 && typeof target === "function" && String(target) !== "function () { [native code] }") {
      return -EINVAL;
    }
    if (deadline >= 2 ** 53) {
      return 0;
    }
    if (this.#timers.size >= this.capacity) {
      return -ENOMEM;
    }
    const handle = this.#next++;
    this.#timers.set(handle, { target, argument, stays: kind === 1 });
    this.#insert(handle, deadline);
    return handle;
  }

  startIn(milliseconds: number, target: TimerTarget, argument: unknown, kind: 0 | 1 | 2): number {
    return this.start(this.clock + (milliseconds > 0 ? milliseconds * 1000 : 0), target, argument, kind);
  }

  move(handle: number, deadline: number, argument: unknown): number {
    const timer = this.#timers.get(handle);
    if (timer === undefined) {
      return -EBADF;
    }
    timer.argument = argument;
    this.#remove(handle);
    this.#insert(handle, deadline);
    return 0;
  }

  retarget(handle: number, target: TimerTarget, argument: unknown): number {
    const timer = this.#timers.get(handle);
    if (timer === undefined) {
      return -EBADF;
    }
    Object.assign(timer, { target, argument });
    return 0;
  }

  exists(handle: number): number {
    return this.#timers.has(handle) ? 1 : 0;
  }

  stop(handle: number): number {
    this.#remove(handle);
    return this.#timers.delete(handle) ? 0 : -EBADF;
  }

  /** Does what a timer that {@link take} gave is for. */
  fire(handle: number): void {
    const { target, argument, stays } = this.#timers.get(handle) as FakeTimer;
    if (!stays) {
      this.#timers.delete(handle);
    }
    if (typeof target !== "function") {
      this.#settle(target, argument);
    } else if (argument === undefined) {
      target();
    } else {
      target.call(argument, argument as never);
    }
  }

  /** Takes the next that was due when a turn began: what is set during it belongs to the next. Returns 0 at its end. */
  take(before: number): number {
    const index = this.#set.findIndex(({ deadline, order }) => deadline <= this.clock && order < before);
    const [next] = index < 0 ? [] : this.#set.splice(index, 1);
    this.reached = next === undefined ? Math.max(this.clock, this.reached + 1) : Math.max(this.reached, next.deadline);
    return next?.handle ?? 0;
  }

  /** What {@link take} of this turn is told. */
  begin(): number {
    return this.#order;
  }

  #insert(handle: number, deadline: number): void {
    const whole = deadline > 0 ? Math.ceil(deadline) : 0;
    const later = this.#set.findIndex((other) => other.deadline > whole);
    const at = later < 0 ? this.#set.length : later;
    this.#set.splice(at, 0, { handle, deadline: whole, order: this.#order++ });
  }

  #remove(handle: number): void {
    const index = this.#set.findIndex((other) => other.handle === handle);
    if (index >= 0) {
      this.#set.splice(index, 1);
    }
  }
}
