/** How much of the heap is in use after so many rounds of what adds a listener and takes it away: always as much. */
import { memory } from "async-io-ts";

const stop = new AbortController();
const { signal } = stop;
const bus = new EventTarget();
const on = (): void => {};

const rounds: Readonly<Record<string, () => void>> = {
  removed: () => {
    bus.addEventListener("x", on, { signal });
    bus.removeEventListener("x", on);
  },
  once: () => {
    bus.addEventListener("x", on, { signal, once: true });
    bus.dispatchEvent(new Event("x"));
  },
  "of a signal of its own": () => {
    const own = new AbortController();
    bus.addEventListener("x", on, { signal: own.signal });
    own.abort();
  },
  "of a target that is gone": () => {
    const target = new EventTarget();
    target.addEventListener("x", on, { signal });
    target.removeEventListener("x", on);
  },
  "any, listened to": () => {
    const any = AbortSignal.any([signal, AbortSignal.timeout(1e9)]);
    any.addEventListener("abort", on);
    any.removeEventListener("abort", on);
    any.onabort = on;
    any.onabort = null;
    bus.addEventListener("x", on, { signal: any });
    bus.removeEventListener("x", on);
  },
  "any, not listened to": () => void AbortSignal.any([AbortSignal.any([signal]), AbortSignal.timeout(5)]).aborted,
  "any of one that was aborted": () => {
    const own = new AbortController();
    const any = AbortSignal.any([signal, own.signal]);
    any.addEventListener("abort", on);
    own.abort();
  },
  timeout: () => {
    const timeout = AbortSignal.timeout(1e9);
    timeout.addEventListener("abort", on, { once: true });
    timeout.removeEventListener("abort", on);
  },
};

for (const [name, round] of Object.entries(rounds)) {
  const used: number[] = [];
  for (let i = 1; i <= 900; i++) {
    round();
    if (i % 300 === 0) {
      used.push(memory({ collect: true }).used);
    }
  }
  const [, second = 0, third = 0] = used;
  // The heap itself may grow by a block. A listener that is kept takes 100 bytes and more.
  console.log(`${name}: ${third - second < 300 * 30 ? "kept nothing" : `${third - second} bytes more`}`);
}
