import { now } from "../clock.ts";
import { defaults } from "../defaults.ts";

/** What an {@link Event} can be told about itself. */
export interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
}

/** Something that happened to an EventTarget. There is no tree of targets: it reaches this one only. */
export class Event {
  declare readonly bubbles: boolean;
  declare readonly cancelable: boolean;
  declare target: object | null;
  /** Null but while it is dispatched. */
  declare currentTarget: object | null;
  declare defaultPrevented: boolean;
  /** @internal The listener that is called has said that it does not prevent anything. */
  declare passive?: boolean;
  /** @internal No further listener is to be called. */
  declare stopped?: boolean;
  readonly type: string;
  readonly timeStamp: number;

  constructor(type: string, init?: EventInit) {
    this.type = `${type}`;
    this.timeStamp = now();
    if (init !== undefined) {
      this.bubbles = init.bubbles === true;
      this.cancelable = init.cancelable === true;
    }
  }

  preventDefault(): void {
    if (this.cancelable && !this.passive) {
      this.defaultPrevented = true;
    }
  }

  stopPropagation(): void {}

  stopImmediatePropagation(): void {
    this.stopped = true;
  }
}

defaults(Event, {
  bubbles: false,
  cancelable: false,
  target: null,
  currentTarget: null,
  defaultPrevented: false,
  passive: false,
  stopped: false,
});
