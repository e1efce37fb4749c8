import type { Figure } from "../../harness/bench/index.ts";
import { median, spread } from "../measure/statistics.ts";

/** Round trips a second, round by round. */
export interface Rates {
  readonly through: readonly number[];
  readonly without: readonly number[];
}

/** The figures of one way and one number of connections. The rounds lie side by side: their ratios are compared, not the medians alone. */
export function compare(way: string, connections: number, { through, without }: Rates): Figure[] {
  const prefix = `${way}, ${connections} ${connections === 1 ? "connection" : "connections"}`;
  const ratios = through.map((rate, round) => rate / (without[round] ?? Number.NaN));
  return [
    { name: `${prefix}, through the switch`, value: median(through), unit: "req/s" },
    { name: `${prefix}, without it`, value: median(without), unit: "req/s" },
    { name: `${prefix}, ratio`, value: median(ratios), unit: "", aim: { atLeast: 0.95 } },
    { name: `${prefix}, ratio, middle half of the rounds`, value: spread(ratios) * 100, unit: "%" },
  ];
}
