/** What setting a timer costs from TypeScript, among 8 and among 1,024. Sends a record of nanoseconds for each. */
import { Timer } from "async-io-ts";
import { hostNow, hostRecord } from "../../ts-runtime/src/host-binding.ts";

const calls = 1024;
/** Far enough that none fires. */
const hour = 3_600_000;

let random = 1;
/** An LCG: the same deadlines in each run. */
function deadline(): number {
  random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
  return hour + (random >>> 8);
}

function nanoseconds(work: (index: number) => void): number {
  const began = hostNow();
  for (let index = 0; index < calls; index++) {
    work(index);
  }
  return ((hostNow() - began) * 1000) / calls;
}

/** With so many timers awaited; the awaited one that is set anew moves within the host's heap. */
function among(count: number) {
  const timers = Array.from({ length: count }, () => Timer.after(deadline()));
  for (const timer of timers) {
    void timer.wait();
  }
  const loop = nanoseconds((index) => {
    timers[index % count];
    deadline();
  });
  const move = nanoseconds((index) => timers[index % count]?.setAfter(deadline())) - loop;
  // One less: the timeouts need a timer of their own.
  timers.pop()?.clear();
  const timeout = nanoseconds(() => clearTimeout(setTimeout(() => {}, deadline()))) - loop;
  for (const timer of timers) {
    timer.clear();
  }
  return { move, timeout };
}

hostRecord(JSON.stringify({ t: "bench", few: among(8), many: among(1024) }));
// The timers that were cleared have awaiters for ever, but nothing is pending.
