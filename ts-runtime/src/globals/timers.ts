import { deadlineIn, wholeDeadline } from "../clock.ts";
import type { TimerOwner } from "../events.ts";
import { hostNow } from "../host-binding.ts";
import { NO_TIMER, startTimer, stopTimer } from "../timer-slot.ts";

type Callback = (...args: unknown[]) => void;

/** By what setTimeout and setInterval return. */
const scheduled = new Map<number, Scheduled>();
let lastId = 0;

/** A callback that is due at an instant, once. */
class Scheduled implements TimerOwner {
  protected readonly id: number;
  protected readonly callback: Callback;
  protected readonly args: unknown[];
  protected slot: number;

  constructor(callback: Callback, deadline: number, args: unknown[]) {
    this.id = ++lastId;
    this.callback = callback;
    this.args = args;
    this.slot = startTimer(wholeDeadline(deadline), this);
    scheduled.set(this.id, this);
  }

  /** What gives it back. */
  get handle(): number {
    return this.id;
  }

  expired(): void {
    this.slot = NO_TIMER;
    this.call();
    // Afterwards: nothing stands between a deadline and its callback.
    scheduled.delete(this.id);
  }

  stop(): void {
    scheduled.delete(this.id);
    stopTimer(this.slot);
    this.slot = NO_TIMER;
  }

  protected call(): void {
    const { callback, args } = this;
    if (args.length === 0) {
      callback();
    } else {
      callback(...args);
    }
  }
}

/** A callback that is due again and again. */
class Repeated extends Scheduled {
  private readonly period: number;
  private deadline: number;

  constructor(callback: Callback, deadline: number, args: unknown[], period: number) {
    super(callback, deadline, args);
    this.deadline = deadline;
    this.period = period;
  }

  /** Keeps its beat; beats that were missed are left out, as everywhere else in JavaScript. */
  override expired(): void {
    this.slot = NO_TIMER;
    this.call();
    // The callback may have cleared it.
    if (scheduled.has(this.id)) {
      this.deadline = Math.max(this.deadline + this.period, hostNow());
      this.slot = startTimer(wholeDeadline(this.deadline), this);
    }
  }
}

/** Calls back once. 0, negative and NaN: in the next turn; Infinity: never. @throws IoError `ENOMEM`, with `option` */
export function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): number {
  check(callback, "setTimeout");
  return new Scheduled(callback as Callback, deadlineIn(Number(milliseconds)), args).handle;
}

/** Calls back again and again. @throws IoError `ENOMEM`, with `option` */
export function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): number {
  check(callback, "setInterval");
  const period = Number(milliseconds) > 0 ? Number(milliseconds) * 1000 : 0;
  return new Repeated(callback as Callback, deadlineIn(Number(milliseconds)), args, period).handle;
}

/** Takes back what {@link setTimeout} or {@link setInterval} has scheduled. */
export function clearTimeout(id: number | undefined): void {
  if (id !== undefined) {
    scheduled.get(id)?.stop();
  }
}

function check(callback: unknown, name: string): void {
  if (typeof callback !== "function") {
    throw new TypeError(`${name}: expected a function, got ${typeof callback}`);
  }
}
