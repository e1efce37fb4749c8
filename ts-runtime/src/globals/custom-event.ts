import { defineGlobalClass } from "../define-global.ts";
import { Event, type EventInit } from "./event.ts";

/** What a {@link CustomEvent} can be told about itself. */
export interface CustomEventInit<T> extends EventInit {
  detail?: T | undefined;
}

/** An event that carries a value of the program's. */
class CustomEvent<T = unknown> extends Event {
  readonly detail: T | null;

  constructor(type: string, init?: CustomEventInit<T> | null) {
    // biome-ignore lint/complexity/noArguments: undefined is a type, "undefined"
    if (arguments.length === 0) {
      throw new TypeError("CustomEvent: expected a type, got nothing");
    }
    super(type, init);
    this.detail = init?.detail ?? null;
  }
}

export { CustomEvent, CustomEvent as "globalThis.CustomEvent" };

defineGlobalClass("CustomEvent", CustomEvent);
