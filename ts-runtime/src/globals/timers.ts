import { deadlineIn } from "../clock.ts";
import type { TimerTarget } from "../host.ts";
import { hostNow, hostTimerMove, hostTimerStart, hostTimerStartIn, hostTimerStop } from "../host-binding.ts";
import { started } from "../timer-slot.ts";

type Callback = (...args: unknown[]) => void;

/** A callback that is due again and again. */
class Repeated {
  /** The host's timer, for as long as it is not cleared. */
  readonly id: number;
  private readonly call: () => void;
  private readonly period: number;
  private deadline: number;

  constructor(call: () => void, milliseconds: number) {
    this.call = call;
    this.period = milliseconds > 0 ? milliseconds * 1000 : 0;
    this.deadline = deadlineIn(milliseconds);
    this.id = started(hostTimerStart(this.deadline, this.beat, this, 1));
  }

  /** Keeps its beat; beats that were missed are left out, as everywhere else in JavaScript. */
  private beat(): void {
    const { call } = this;
    call();
    this.deadline = Math.max(this.deadline + this.period, hostNow());
    // Of one that the callback has cleared the host knows nothing any more.
    hostTimerMove(this.id, this.deadline, this);
  }
}

/**
 * Calls back once. 0, negative and NaN: in the next turn; Infinity: never. The host calls the callback itself: nothing stands
 * between a deadline and its callback.
 *
 * @returns for {@link clearTimeout}; 0 where it never calls back
 * @throws IoError `ENOMEM`, with `option`
 */
export function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): number {
  check(callback, "setTimeout");
  const delay = typeof milliseconds === "number" ? milliseconds : Number(milliseconds);
  return started(hostTimerStartIn(delay, bound(callback as Callback, args), undefined, 0));
}

/** Calls back again and again. @returns as {@link setTimeout} @throws IoError `ENOMEM`, with `option` */
export function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): number {
  check(callback, "setInterval");
  return new Repeated(bound(callback as Callback, args), Number(milliseconds)).id;
}

/** Takes back what {@link setTimeout} or {@link setInterval} has scheduled. */
export function clearTimeout(id: number | undefined): void {
  if (id !== undefined) {
    hostTimerStop(id);
  }
}

function bound(callback: Callback, args: unknown[]): TimerTarget & (() => void) {
  return args.length === 0 ? callback : () => callback(...args);
}

function check(callback: unknown, name: string): void {
  if (typeof callback !== "function") {
    throw new TypeError(`${name}: expected a function, got ${typeof callback}`);
  }
}
