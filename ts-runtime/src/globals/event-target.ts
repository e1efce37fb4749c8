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

interface Entry {
  readonly type: string;
  readonly listener: EventListener;
  readonly once: boolean;
  removed: boolean;
}

/** Whom listeners can be added to. */
export class EventTarget {
  private entries: Entry[] = [];

  addEventListener(type: string, listener: EventListener | null, options?: boolean | ListenerOptions): void {
    const { once = false, signal } = typeof options === "object" ? options : {};
    const known = this.entries.some((entry) => entry.type === type && entry.listener === listener);
    if (listener === null || known || signal?.aborted === true) {
      return;
    }
    this.entries.push({ type, listener, once, removed: false });
    signal?.addEventListener("abort", () => this.removeEventListener(type, listener));
  }

  removeEventListener(type: string, listener: EventListener | null, _options?: boolean | ListenerOptions): void {
    this.entries = this.entries.filter((entry) => {
      entry.removed = entry.removed || (entry.type === type && entry.listener === listener);
      return !entry.removed;
    });
  }

  /** Calls the listeners in the order they were added. What one throws is an uncaught error, and the others are called. */
  dispatchEvent(event: Event): boolean {
    event.target = this;
    for (const entry of this.entries.slice()) {
      if (entry.type !== event.type || entry.removed) {
        continue;
      }
      if (entry.once) {
        this.removeEventListener(entry.type, entry.listener);
      }
      call(entry.listener, event, this);
      if (event.stopped) {
        break;
      }
    }
    return !event.defaultPrevented;
  }

  /** @internal How many listen to a type. */
  protected countListeners(type: string): number {
    return this.entries.filter((entry) => entry.type === type).length;
  }
}

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
