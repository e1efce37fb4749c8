import { now } from "../clock.ts";

/** What an {@link Event} can be told about itself. */
export interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
}

/** Something that happened to an EventTarget. There is no tree of targets: it reaches this one only. */
export class Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly timeStamp: number = now();
  target: object | null = null;
  defaultPrevented = false;
  /** @internal No further listener is to be called. */
  stopped = false;

  constructor(type: string, { bubbles = false, cancelable = false }: EventInit = {}) {
    this.type = `${type}`;
    this.bubbles = bubbles;
    this.cancelable = cancelable;
  }

  get currentTarget(): object | null {
    return this.target;
  }

  preventDefault(): void {
    this.defaultPrevented = this.defaultPrevented || this.cancelable;
  }

  stopPropagation(): void {}

  stopImmediatePropagation(): void {
    this.stopped = true;
  }
}
