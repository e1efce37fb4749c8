import { defaults } from "../defaults.ts";
import type { AbortSignalLike } from "../signal.ts";
import { Event } from "./event.ts";
import { namedError } from "./named-error.ts";

/** Called with each event, as a function or as an object's `handleEvent`. */
export type EventListener = ((event: Event) => void) | { handleEvent(event: Event): void };

/** Options of `addEventListener`. */
export interface ListenerOptions {
  capture?: boolean | undefined;
  once?: boolean | undefined;
  passive?: boolean | undefined;
  signal?: AbortSignalLike | undefined;
}

const noOptions: ListenerOptions = {};

/** A listener is known by its type, itself and `capture`, which means nothing else without a tree. */
interface Entry {
  readonly type: string;
  readonly listener: EventListener;
  readonly capture: boolean;
  readonly once: boolean;
  readonly passive: boolean;
}

const none: readonly Entry[] = [];

/** Whom listeners can be added to. */
export class EventTarget {
  /** Never changed, but replaced: a dispatch goes through what there was when it began. */
  declare private entries: readonly Entry[];

  addEventListener(type: string, listener: EventListener | null, options?: boolean | ListenerOptions): void {
    const { once, passive, signal } = typeof options === "object" ? options : noOptions;
    const capture = isCapture(options);
    if (listener === null || this.find(type, listener, capture) !== undefined || signal?.aborted === true) {
      return;
    }
    this.entries = this.entries.concat({ type, listener, capture, once: once === true, passive: passive === true });
    signal?.addEventListener("abort", () => this.removeEventListener(type, listener, capture));
  }

  removeEventListener(type: string, listener: EventListener | null, options?: boolean | ListenerOptions): void {
    const removed = this.find(type, listener, isCapture(options));
    if (removed !== undefined) {
      this.entries = this.entries.filter((entry) => entry !== removed);
    }
  }

  /**
   * Calls the listeners in the order they were added. What one throws is an uncaught error, and the others are called.
   *
   * @throws TypeError not an event; Error named `InvalidStateError`: it is being dispatched
   */
  dispatchEvent(event: Event): boolean {
    if (!(event instanceof Event)) {
      throw new TypeError("dispatchEvent: expected an Event");
    }
    if (event.currentTarget !== null) {
      throw namedError("InvalidStateError", "dispatchEvent: the event is being dispatched");
    }
    event.target = this;
    event.currentTarget = this;
    this.callAll(event);
    event.currentTarget = null;
    if (event.stopped) {
      event.stopped = false;
    }
    return !event.defaultPrevented;
  }

  private callAll(event: Event): void {
    const { entries } = this;
    for (let i = 0; i < entries.length && !event.stopped; i++) {
      const entry = entries[i] as Entry;
      // One that an earlier listener has removed is not called any more.
      if (entry.type === event.type && (entries === this.entries || this.entries.indexOf(entry) >= 0)) {
        if (entry.once) {
          this.entries = this.entries.filter((other) => other !== entry);
        }
        call(entry, event, this);
      }
    }
  }

  /** @internal Whether somebody listens to a type. */
  protected isHeard(type: string): boolean {
    return this.entries.length > 0 && this.entries.some((entry) => entry.type === type);
  }

  private find(type: string, listener: EventListener | null, capture: boolean): Entry | undefined {
    const { entries } = this;
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      if (entry.listener === listener && entry.type === type && entry.capture === capture) {
        return entry;
      }
    }
    return undefined;
  }
}

defaults(EventTarget, { entries: none });

function isCapture(options: boolean | ListenerOptions | undefined): boolean {
  return typeof options === "object" ? options.capture === true : options === true;
}

function call({ listener, passive }: Entry, event: Event, target: EventTarget): void {
  if (event.passive !== passive) {
    event.passive = passive;
  }
  try {
    if (typeof listener === "function") {
      listener.call(target, event);
    } else {
      listener.handleEvent(event);
    }
  } catch (error) {
    // Rejected and handled by nobody, it ends the program with its stack, as it would have done outside of a listener.
    void Promise.reject(error);
  }
}
