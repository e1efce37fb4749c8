import type { Figure } from "../../harness/bench/index.ts";
import { contenders } from "../measure/contenders.ts";
import type { Rate } from "./rates.ts";

const [plain, reactor, typescript] = contenders.map(({ name }) => name) as [string, string, string];

/** The figures of one number of connections, those with aims last. */
export function compare(
  connections: number,
  rates: ReadonlyMap<string, Rate>,
  instructions: ReadonlyMap<string, number>,
): Figure[] {
  const prefix = `${connections} ${connections === 1 ? "connection" : "connections"}`;
  const rate = (name: string) => rates.get(name)?.perSecond ?? Number.NaN;
  const busy = (name: string) => instructions.get(name) ?? Number.NaN;
  const each = contenders.flatMap(({ name }): Figure[] => {
    const { perSecond, spread, p50, p99 } = rates.get(name) as Rate;
    return [
      { name: `${prefix}, ${name}`, value: perSecond, unit: "req/s" },
      { name: `${prefix}, ${name}, middle half of the rounds`, value: spread * 100, unit: "%" },
      { name: `${prefix}, ${name}, p50`, value: p50, unit: "µs" },
      { name: `${prefix}, ${name}, p99`, value: p99, unit: "µs" },
      { name: `${prefix}, ${name}, busy`, value: busy(name), unit: "instructions" },
    ];
  });
  const reactorRatio = rate(reactor) / rate(plain);
  return [
    ...each,
    {
      name: `${prefix}, ${reactor} / ${plain}, req/s`,
      value: reactorRatio,
      unit: "",
      ...(connections !== 4 && { aim: { atLeast: 0.95 } }),
    },
    { name: `${prefix}, ${reactor} / ${plain}, instructions`, value: busy(reactor) / busy(plain), unit: "" },
    {
      name: `${prefix}, ${typescript} / ${plain}, req/s`,
      value: rate(typescript) / rate(plain),
      unit: "",
      aim: { atLeast: 0.6 },
    },
    {
      name: `${prefix}, ${typescript} / ${plain}, instructions`,
      value: busy(typescript) / busy(plain),
      unit: "",
      aim: { atMost: 2.5 },
    },
  ];
}
