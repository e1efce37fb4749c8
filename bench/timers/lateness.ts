import type { BenchmarkContext, Figure } from "../../harness/bench/index.ts";
import { recordOf } from "../measure/record.ts";
import { quantile, sorted } from "../measure/statistics.ts";

interface Samples {
  /** Nanoseconds after the deadline. */
  readonly interrupt: readonly number[];
  readonly thread: readonly number[];
  readonly line: readonly number[];
}

interface Lateness {
  readonly callback: Samples;
  readonly awaited: Samples;
  /** How many fired before their instant. */
  readonly early: number;
}

const pendings = [1, 64, 1_024];
const durations = [
  { name: "1 ms", milliseconds: 1 },
  { name: "10 ms", milliseconds: 10 },
  { name: "1 s", milliseconds: 1_000 },
];
const samples = 500;

/** In microseconds, p99. */
const aims = { interrupt: 20, thread: 40, line: 150 };

/** From the deadline to the interrupt, the JavaScript thread, and the first line, for each duration among each number of timers. */
export async function measureLateness(context: BenchmarkContext, firmware: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  let early = 0;
  for (const pending of pendings) {
    for (const { name, milliseconds } of durations) {
      context.say(`  ${name} among ${pending}`);
      const args = [pending, milliseconds, samples].map(String);
      const lateness = await recordOf<Lateness>("bench/device/lateness.ts", context, {
        firmware,
        args,
        time: "virtual",
        network: false,
      });
      early += lateness.early;
      figures.push(...figuresOf(`${name} among ${pending.toLocaleString("en-US")}`, lateness));
    }
  }
  return [...figures, { name: "fired before their instant", value: early, unit: "", aim: { atMost: 0 } }];
}

function figuresOf(name: string, { callback, awaited }: Lateness): Figure[] {
  return [
    ...quantiles(`${name}, to the interrupt`, callback.interrupt, aims.interrupt),
    ...quantiles(`${name}, to the JavaScript thread`, callback.thread, aims.thread),
    ...quantiles(`${name}, to a callback's first line`, callback.line, aims.line),
    ...quantiles(`${name}, to the line behind an await`, awaited.line, aims.line),
  ];
}

function quantiles(name: string, nanoseconds: readonly number[], aim: number): Figure[] {
  const all = sorted(nanoseconds);
  const figure = (part: number) => quantile(all, part) / 1000;
  return [
    { name: `${name}, p50`, value: figure(0.5), unit: "µs" },
    { name: `${name}, p99`, value: figure(0.99), unit: "µs", aim: { atMost: aim } },
    { name: `${name}, max`, value: figure(1), unit: "µs" },
  ];
}
