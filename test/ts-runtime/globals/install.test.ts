/** The globals as a program gets them. They replace Node's in this process, so nothing else is in this file. */
import test from "ava";
import "../support/install.ts";

const names = [
  "AbortController",
  "AbortSignal",
  "console",
  "Event",
  "EventTarget",
  "performance",
  "structuredClone",
  "TextDecoder",
  "TextEncoder",
  "clearInterval",
  "clearTimeout",
  "setInterval",
  "setTimeout",
] as const;

test("each is put where programs look for it, not enumerable, and can be put back", async (t) => {
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name) as PropertyDescriptor);
  await import("../../../ts-runtime/src/globals/index.ts");
  const after = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  for (const [i, name] of names.entries()) {
    Object.defineProperty(globalThis, name, before[i] as PropertyDescriptor);
  }
  for (const [i, descriptor] of after.entries()) {
    t.false(descriptor?.enumerable, names[i]);
    t.not(descriptor?.value as unknown, before[i]?.value ?? before[i]?.get?.call(globalThis), names[i]);
  }
  t.is(typeof Symbol.asyncDispose, "symbol");
});
