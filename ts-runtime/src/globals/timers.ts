import { fromNow, type Instant, now } from "../clock.ts";
import type { TimerOwner } from "../events.ts";
import { NO_SLOT, releaseTimer, startTimer, stopTimer } from "../timer-slot.ts";

/** By what setTimeout and setInterval return. */
const scheduled = new Map<number, Scheduled>();
let lastId = 0;

/** A callback that is due at an instant. */
class Scheduled implements TimerOwner {
  readonly id = ++lastId;
  private readonly callback: (...args: unknown[]) => void;
  private readonly args: unknown[];
  private readonly period: number | undefined;
  private when: Instant;
  private slot: number;

  constructor(callback: (...args: unknown[]) => void, when: Instant, period: number | undefined, args: unknown[]) {
    this.callback = callback;
    this.when = when;
    this.period = period;
    this.args = args;
    this.slot = startTimer(when, this);
    scheduled.set(this.id, this);
  }

  expired(handle: number): void {
    releaseTimer(handle);
    this.slot = NO_SLOT;
    if (this.period === undefined) {
      scheduled.delete(this.id);
    } else {
      this.again(this.period);
    }
    this.callback(...this.args);
  }

  stop(): void {
    scheduled.delete(this.id);
    stopTimer(this.slot);
    this.slot = NO_SLOT;
  }

  /** Keeps its beat; beats that were missed are left out, as everywhere else in JavaScript. */
  private again(period: number): void {
    this.when = Math.max(this.when + period, now());
    this.slot = startTimer(this.when, this);
  }
}

type Callback<A extends unknown[]> = (...args: A) => void;

/** Calls back once. 0, negative and NaN: in the next turn; Infinity: never. @throws IoError `ENOMEM`, with `option` */
export function setTimeout<A extends unknown[]>(callback: Callback<A>, milliseconds = 0, ...args: A): number {
  return schedule(callback as Callback<unknown[]>, milliseconds, undefined, args);
}

/** Calls back again and again. @throws IoError `ENOMEM`, with `option` */
export function setInterval<A extends unknown[]>(callback: Callback<A>, milliseconds = 0, ...args: A): number {
  return schedule(callback as Callback<unknown[]>, milliseconds, milliseconds > 0 ? milliseconds : 0, args);
}

/** Takes back what {@link setTimeout} has scheduled. */
export function clearTimeout(id: number | undefined): void {
  if (id !== undefined) {
    scheduled.get(id)?.stop();
  }
}

function schedule(callback: Callback<unknown[]>, delay: number, period: number | undefined, args: unknown[]): number {
  if (typeof callback !== "function") {
    throw new TypeError(`setTimeout: expected a function, got ${typeof callback}`);
  }
  return new Scheduled(callback, fromNow(Number(delay)), period, args).id;
}
