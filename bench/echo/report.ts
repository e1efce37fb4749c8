import type { Figure } from "../../harness/bench/index.ts";
import { plain, reactor, sample, typescript } from "../measure/contenders.ts";
import type { Rate } from "./rates.ts";

/** The figures of one number of connections, those with aims last. */
export function compare(
  connections: number,
  rates: ReadonlyMap<string, Rate>,
  instructions: ReadonlyMap<string, number>,
): Figure[] {
  const prefix = `${connections} ${connections === 1 ? "connection" : "connections"}`;
  const rate = (name: string) => rates.get(name)?.perSecond ?? Number.NaN;
  const busy = (name: string) => instructions.get(name) ?? Number.NaN;
  const each = [...rates].flatMap(([name, { perSecond, spread, p50, p99 }]): Figure[] => [
    { name: `${prefix}, ${name}`, value: perSecond, unit: "req/s" },
    { name: `${prefix}, ${name}, middle half of the rounds`, value: spread * 100, unit: "%" },
    { name: `${prefix}, ${name}, p50`, value: p50, unit: "µs" },
    { name: `${prefix}, ${name}, p99`, value: p99, unit: "µs" },
    ...(instructions.has(name) ? [{ name: `${prefix}, ${name}, busy`, value: busy(name), unit: "instructions" }] : []),
  ]);
  const ratio = (name: string, base: string, aim?: Figure["aim"]): Figure => ({
    name: `${prefix}, ${name} / ${base}, req/s`,
    value: rate(name) / rate(base),
    unit: "",
    ...(aim !== undefined && { aim }),
  });
  return [
    ...each,
    ...(rates.has(sample) ? againstSample(ratio, connections) : []),
    ratio(reactor, plain, connections === 1 || connections === 16 ? { atLeast: 0.95 } : undefined),
    { name: `${prefix}, ${reactor} / ${plain}, instructions`, value: busy(reactor) / busy(plain), unit: "" },
    // Where there is the sample it is what TypeScript is measured against.
    ratio(typescript, plain, rates.has(sample) ? undefined : { atLeast: 0.6 }),
    {
      name: `${prefix}, ${typescript} / ${plain}, instructions`,
      value: busy(typescript) / busy(plain),
      unit: "",
      aim: { atMost: 2.5 },
    },
  ];
}

type Ratio = (name: string, base: string, aim?: Figure["aim"]) => Figure;

/** The aim is for 1 and 4 connections. */
function againstSample(ratio: Ratio, connections: number): Figure[] {
  return [
    ratio(plain, sample),
    ratio(reactor, sample),
    ratio(typescript, sample, connections > 4 ? undefined : { atLeast: 0.9 }),
  ];
}
