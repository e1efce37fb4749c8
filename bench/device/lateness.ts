/**
 * How late timers are, with so many others pending: `args` are the number of pending timers, milliseconds, and how often. Sends a
 * record with nanoseconds from the deadline to the interrupt, to the JavaScript thread, to the first line of a callback, and to the
 * first line behind an await.
 */
import { args, exit, Timer } from "async-io-ts";
import { hostFigure, hostNow, hostRecord } from "../../ts-runtime/src/host-binding.ts";

const [pending = 1, milliseconds = 1, count = 100] = args.map(Number);
for (let other = 1; other < pending; other++) {
  void Timer.after(3_600_000_000 + other).wait();
}

interface Samples {
  interrupt: number[];
  thread: number[];
  line: number[];
}

/** Reads the figures of the expiry that led here. `at` is the time at the first line, in microseconds. */
function note(samples: Samples, at: number): void {
  const deadline = hostFigure("timers.deadline");
  samples.interrupt.push(hostFigure("timers.isr") - deadline * 1000);
  samples.thread.push(hostFigure("timers.wake") - deadline * 1000);
  samples.line.push((at - deadline) * 1000);
}

/** A duration that is not the same each time: deadlines meet the clock at all its phases. */
function duration(index: number): number {
  return milliseconds + (index % 97) / 1000;
}

const callback: Samples = { interrupt: [], thread: [], line: [] };
for (let index = 0; index < count; index++) {
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      note(callback, hostNow());
      resolve();
    }, duration(index));
  });
}

const awaited: Samples = { interrupt: [], thread: [], line: [] };
let early = 0;
for (let index = 0; index < count; index++) {
  const instant = await Timer.after(duration(index));
  const at = hostNow();
  note(awaited, at);
  early += at / 1000 < instant ? 1 : 0;
}

hostRecord(JSON.stringify({ t: "bench", callback, awaited, early }));
// The others would hold the program for an hour.
exit(0);
