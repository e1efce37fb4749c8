import { defaults } from "../defaults.ts";
import { type AbortSignalLike, isSignal, listenForAbort } from "../signal.ts";
import { DISPATCHED, dispatchOf, Event, PASSIVE, STOPPED, STOPPED_AT_ONCE, TRUSTED } from "./event.ts";
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

type Options = boolean | ListenerOptions | undefined;

/** A listener is known by its type, its callback and `capture`. */
class Listener {
  readonly type: string;
  readonly callback: EventListener;
  declare readonly capture: boolean;
  declare readonly once: boolean;
  declare readonly passive: boolean;
  /** It is not called any more, in a dispatch that goes through it either. */
  declare removed: boolean;
  /** Stops listening to its signal, which would keep it otherwise. */
  declare forget: (() => void) | undefined;

  constructor(type: string, callback: EventListener, capture: boolean, { once, passive }: ListenerOptions) {
    this.type = type;
    this.callback = callback;
    if (capture) {
      this.capture = true;
    }
    if (once) {
      this.once = true;
    }
    if (passive) {
      this.passive = true;
    }
  }
}

defaults(Listener, { capture: false, once: false, passive: false, removed: false, forget: undefined });

// What a target has beside the standard's methods is known by symbols: a subclass may take every other name.
const listeners = Symbol("listeners");
const listenersChanged = Symbol("listenersChanged");

interface Internals {
  /** Never changed, but replaced: a dispatch goes through the ones that there were when it began. */
  [listeners]: readonly Listener[];
  [listenersChanged]: () => void;
}

const noListeners: readonly Listener[] = [];
const noOptions: ListenerOptions = {};

/** Takes listeners, and events for them. */
export class EventTarget {
  /** Never changed, but replaced: a dispatch goes through the ones that there were when it began. */
  declare [listeners]: readonly Listener[];
  /** @throws TypeError the callback or the signal is of another kind */
  addEventListener(type: string, callback: EventListener | null, options?: boolean | ListenerOptions): void {
    const name = `${type}`;
    const given = checkedOptions(options);
    const capture = isCapture(options);
    const { signal } = given;
    if (!isCallback(callback) || signal?.aborted || find(this, name, callback, capture)) {
      return;
    }
    const listener = new Listener(name, callback, capture, given);
    if (signal !== undefined) {
      listener.forget = listenForAbort(signal, () => remove(this, listener));
    }
    add(this, listener);
  }

  removeEventListener(type: string, callback: EventListener | null, options?: boolean | ListenerOptions): void {
    const listener = isCallback(callback) && find(this, `${type}`, callback, isCapture(options));
    if (listener) {
      remove(this, listener);
    }
  }

  /**
   * Calls the listeners: those with `capture` first, otherwise in the order they were added. What one throws is an uncaught error,
   * and the others are called.
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
    dispatchOf(event).flags &= ~TRUSTED;
    return deliver(this, event);
  }
}

internals(EventTarget.prototype)[listeners] = noListeners;
onListenersChanged(EventTarget, () => {});

/** @internal What a class does when a listener was added or removed; where it throws, the listener is not added. */
export function onListenersChanged<T extends EventTarget>(Class: { prototype: T }, changed: (this: T) => void): void {
  internals(Class.prototype)[listenersChanged] = changed;
}

/** @internal Whether a target has a listener for a type. */
export function isHeard(target: EventTarget, type: string): boolean {
  return internals(target)[listeners].some((listener) => listener.type === type);
}

/** @internal The standard's "dispatch". Returns whether nothing was prevented. */
export function deliver(target: EventTarget, event: Event): boolean {
  const state = dispatchOf(event);
  state.flags |= DISPATCHED;
  state.target = target;
  callAll(target, event, true);
  callAll(target, event, false);
  state.flags &= ~(DISPATCHED | STOPPED | STOPPED_AT_ONCE);
  return !event.defaultPrevented;
}

function callAll(target: EventTarget, event: Event, capture: boolean): void {
  const state = dispatchOf(event);
  if ((state.flags & STOPPED) !== 0) {
    return;
  }
  const { type } = event;
  const list = internals(target)[listeners];
  for (let i = 0; i < list.length && (state.flags & STOPPED_AT_ONCE) === 0; i++) {
    const listener = list[i] as Listener;
    if (listener.type === type && listener.capture === capture && !listener.removed) {
      if (listener.once) {
        remove(target, listener);
      }
      state.flags |= listener.passive ? PASSIVE : 0;
      call(listener.callback, event, target);
      state.flags &= ~PASSIVE;
    }
  }
}

function call(callback: EventListener, event: Event, target: EventTarget): void {
  try {
    if (typeof callback === "function") {
      callback.call(target, event);
    } else {
      callback.handleEvent(event);
    }
  } catch (error) {
    // Rejected and handled by nobody, it ends the program with its stack, as it would have done outside of a listener.
    void Promise.reject(error);
  }
}

function add(target: EventTarget, listener: Listener): void {
  const before = internals(target)[listeners];
  setListeners(target, before.concat(listener));
  try {
    internals(target)[listenersChanged]();
  } catch (error) {
    internals(target)[listeners] = before;
    listener.forget?.();
    throw error;
  }
}

function remove(target: EventTarget, listener: Listener): void {
  listener.removed = true;
  setListeners(
    target,
    internals(target)[listeners].filter((other) => other !== listener),
  );
  if (listener.forget !== undefined) {
    listener.forget();
    // What counts references frees no circle.
    listener.forget = undefined;
  }
  internals(target)[listenersChanged]();
}

/** Not enumerable: they are not printed. */
function setListeners(target: EventTarget, list: readonly Listener[]): void {
  const value = list.length === 0 ? noListeners : list;
  if (internals(target)[listeners] === noListeners) {
    Object.defineProperty(target, listeners, { value, writable: true, configurable: true });
  } else {
    internals(target)[listeners] = value;
  }
}

function find(target: EventTarget, type: string, callback: EventListener, capture: boolean): Listener | undefined {
  return internals(target)[listeners].find(
    (other) => other.callback === callback && other.type === type && other.capture === capture,
  );
}

function isCallback(callback: unknown): callback is EventListener {
  if (typeof callback !== "function" && typeof callback !== "object" && callback !== undefined) {
    throw new TypeError(`expected a listener, a function or an object with handleEvent, got ${typeof callback}`);
  }
  return callback !== null && callback !== undefined;
}

function isCapture(options: Options): boolean {
  return Boolean(isDictionary(options) ? options.capture : options);
}

function checkedOptions(options: Options): ListenerOptions {
  const given = isDictionary(options) ? options : noOptions;
  if (given.signal !== undefined && !isSignal(given.signal)) {
    throw new TypeError("addEventListener: signal: expected an AbortSignal");
  }
  return given;
}

function isDictionary(options: unknown): options is ListenerOptions {
  return (typeof options === "object" || typeof options === "function") && options !== null;
}

function internals(target: EventTarget): Internals {
  return target as unknown as Internals;
}
