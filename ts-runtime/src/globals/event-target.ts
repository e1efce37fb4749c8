import { defaults } from "../defaults.ts";
import type { AbortSignalLike } from "../signal.ts";
import type { Event } from "./event.ts";

/** Called with each event, as a function or as an object's `handleEvent`. */
export type EventListener = ((event: Event) => void) | { handleEvent(event: Event): void };

/** Options of `addEventListener`; `capture` has no meaning without a tree. */
export interface ListenerOptions {
  capture?: boolean | undefined;
  once?: boolean | undefined;
  passive?: boolean | undefined;
  signal?: AbortSignalLike | undefined;
}

const noOptions: ListenerOptions = {};

interface Entry {
  readonly type: string;
  readonly listener: EventListener;
  readonly once: boolean;
}

const none: readonly Entry[] = [];

/** Whom listeners can be added to. */
export class EventTarget {
  /** Never changed, but replaced: a dispatch goes through what there was when it began. */
  declare private entries: readonly Entry[];

  addEventListener(type: string, listener: EventListener | null, options?: boolean | ListenerOptions): void {
    const { once, signal } = typeof options === "object" ? options : noOptions;
    if (listener === null || this.has(type, listener) || signal?.aborted === true) {
      return;
    }
    this.entries = this.entries.concat({ type, listener, once: once === true });
    signal?.addEventListener("abort", () => this.removeEventListener(type, listener));
  }

  removeEventListener(type: string, listener: EventListener | null, _options?: boolean | ListenerOptions): void {
    if (listener !== null && this.has(type, listener)) {
      this.entries = this.entries.filter((entry) => entry.type !== type || entry.listener !== listener);
    }
  }

  /** Calls the listeners in the order they were added. What one throws is an uncaught error, and the others are called. */
  dispatchEvent(event: Event): boolean {
    const { entries } = this;
    event.target = this;
    for (let i = 0; i < entries.length && !event.stopped; i++) {
      const { type, listener, once } = entries[i] as Entry;
      // One that an earlier listener has removed is not called any more.
      if (type === event.type && (entries === this.entries || this.has(type, listener))) {
        if (once) {
          this.removeEventListener(type, listener);
        }
        call(listener, event, this);
      }
    }
    return !event.defaultPrevented;
  }

  /** @internal Whether somebody listens to a type. */
  protected isHeard(type: string): boolean {
    return this.entries.length > 0 && this.entries.some((entry) => entry.type === type);
  }

  private has(type: string, listener: EventListener): boolean {
    const { entries } = this;
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i] as Entry;
      if (entry.listener === listener && entry.type === type) {
        return true;
      }
    }
    return false;
  }
}

defaults(EventTarget, { entries: none });

function call(listener: EventListener, event: Event, target: EventTarget): void {
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
