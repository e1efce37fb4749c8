import "./dispose.ts";
import { AbortController, AbortSignal } from "./abort.ts";
import { console } from "./console.ts";
import { Event } from "./event.ts";
import { EventTarget } from "./event-target.ts";
import { performance } from "./performance.ts";
import { queueMicrotask } from "./queue-microtask.ts";
import { structuredClone } from "./structured-clone.ts";
import { TextDecoder } from "./text-decoder.ts";
import { TextEncoder } from "./text-encoder.ts";
import { clearTimeout, setInterval, setTimeout } from "./timers.ts";

const globals = {
  AbortController,
  AbortSignal,
  console,
  Event,
  EventTarget,
  performance,
  structuredClone,
  TextDecoder,
  TextEncoder,
  clearInterval: clearTimeout,
  clearTimeout,
  setInterval,
  setTimeout,
};

// Not enumerable, as the language's own are not.
function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
}

for (const name of Object.keys(globals)) {
  const value: object = globals[name as keyof typeof globals];
  define(name, value);
  if ("prototype" in value && /^[A-Z]/.test(name)) {
    // By this structuredClone knows what it has to refuse.
    Object.defineProperty(value.prototype, Symbol.toStringTag, { value: name, configurable: true });
  }
}
if (typeof (globalThis as { queueMicrotask?: unknown }).queueMicrotask !== "function") {
  define("queueMicrotask", queueMicrotask);
}
