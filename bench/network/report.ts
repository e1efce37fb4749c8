import type { Figure } from "../../harness/bench/index.ts";
import { median, spread } from "../measure/statistics.ts";

/** Round trips a second, round by round. */
export interface Rates {
  readonly through: readonly number[];
  /** By user networking of the devices' own QEMUs. */
  readonly user: readonly number[];
  /** By a socket from QEMU to QEMU, with nothing between two devices. */
  readonly socket?: readonly number[];
}

/** The figures of one way and one number of connections. The rounds lie side by side: their ratios are compared, not the medians alone. */
export function compare(way: string, connections: number, { through, user, socket }: Rates): Figure[] {
  const prefix = `${way}, ${connections} ${connections === 1 ? "connection" : "connections"}`;
  const ratios = ratiosOf(through, user);
  return [
    { name: `${prefix}, through the switch`, value: median(through), unit: "req/s" },
    { name: `${prefix}, user networking`, value: median(user), unit: "req/s" },
    { name: `${prefix}, ratio`, value: median(ratios), unit: "", aim: { atLeast: 0.95 } },
    { name: `${prefix}, ratio, middle half of the rounds`, value: spread(ratios) * 100, unit: "%" },
    ...(socket === undefined
      ? []
      : [
          { name: `${prefix}, QEMU to QEMU`, value: median(socket), unit: "req/s" },
          { name: `${prefix}, ratio to QEMU to QEMU`, value: median(ratiosOf(through, socket)), unit: "" },
        ]),
  ];
}

function ratiosOf(rates: readonly number[], others: readonly number[]): number[] {
  return rates.map((rate, round) => rate / (others[round] ?? Number.NaN));
}
