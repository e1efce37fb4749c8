import { now } from "../clock.ts";

/** What an {@link Event} can be told about itself. */
export interface EventInit {
  bubbles?: boolean | undefined;
  cancelable?: boolean | undefined;
  composed?: boolean | undefined;
}

/** Where an event keeps what its dispatch needs: no name that a subclass might take. */
const dispatch = Symbol("dispatch");

/** @internal Bits of {@link Dispatch.flags}, as the DOM standard has them. */
export const DISPATCHED = 1;
/** @internal No listener of the other kind, capturing or not, is called any more. */
export const STOPPED = 2;
/** @internal No listener at all is called any more. */
export const STOPPED_AT_ONCE = 4;
/** @internal */
export const CANCELED = 8;
/** @internal The listener that is called has said that it does not prevent anything. */
export const PASSIVE = 16;
/** @internal The runtime has dispatched it, and not the program. */
export const TRUSTED = 32;

/** @internal */
export interface Dispatch {
  flags: number;
  target: object | null;
}

/** @internal What its dispatch has noted at an event. */
export function dispatchOf(event: Event): Dispatch {
  return (event as unknown as Record<typeof dispatch, Dispatch>)[dispatch];
}

const AT_TARGET = 2;
const phases = { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET, BUBBLING_PHASE: 3 };

/** Something that happened to an EventTarget. There is no tree of targets: it reaches this one only. */
export class Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  readonly timeStamp: number;

  constructor(type: string, init?: EventInit | null) {
    // biome-ignore lint/complexity/noArguments: undefined is a type, "undefined"
    if (arguments.length === 0) {
      throw new TypeError("Event: expected a type, got nothing");
    }
    if (typeof init !== "object" && typeof init !== "function" && init !== undefined) {
      throw new TypeError(`Event: expected an object of options, got ${typeof init}`);
    }
    this.type = `${type}`;
    this.bubbles = Boolean(init?.bubbles);
    this.cancelable = Boolean(init?.cancelable);
    this.composed = Boolean(init?.composed);
    this.timeStamp = now();
    // Not enumerable: it is not printed.
    Object.defineProperty(this, dispatch, { value: { flags: 0, target: null } satisfies Dispatch });
  }

  get target(): object | null {
    return dispatchOf(this).target;
  }

  get srcElement(): object | null {
    return this.target;
  }

  /** Null but while it is dispatched. */
  get currentTarget(): object | null {
    return has(this, DISPATCHED) ? this.target : null;
  }

  get eventPhase(): number {
    return has(this, DISPATCHED) ? AT_TARGET : phases.NONE;
  }

  get isTrusted(): boolean {
    return has(this, TRUSTED);
  }

  get defaultPrevented(): boolean {
    return has(this, CANCELED);
  }

  get returnValue(): boolean {
    return !this.defaultPrevented;
  }

  set returnValue(value: boolean) {
    if (!value) {
      this.preventDefault();
    }
  }

  get cancelBubble(): boolean {
    return has(this, STOPPED);
  }

  set cancelBubble(value: boolean) {
    if (value) {
      this.stopPropagation();
    }
  }

  /** Its target while it is dispatched. */
  composedPath(): object[] {
    const { currentTarget } = this;
    return currentTarget === null ? [] : [currentTarget];
  }

  preventDefault(): void {
    if (this.cancelable && !has(this, PASSIVE)) {
      dispatchOf(this).flags |= CANCELED;
    }
  }

  stopPropagation(): void {
    dispatchOf(this).flags |= STOPPED;
  }

  stopImmediatePropagation(): void {
    dispatchOf(this).flags |= STOPPED | STOPPED_AT_ONCE;
  }
}

function has(event: Event, flag: number): boolean {
  return (dispatchOf(event).flags & flag) !== 0;
}

Object.assign(Event, phases);
Object.assign(Event.prototype, phases);
