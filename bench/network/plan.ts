import type { Rates } from "./report.ts";

/** How much is measured. In milliseconds, but for the rounds. */
export const plan = { rounds: 21, warmUp: 1_000, slice: 150 } as const;

/** The address of a device that is on no network of ours. */
export const alone = "10.0.2.15";

/** QEMU's arguments for the one card of a device whose backend is `n0`. */
export function card(at: number): string[] {
  return ["-net", `nic,netdev=n0,macaddr=02:00:00:00:00:0${at}`];
}

/** All rounds, both ways in an order that changes from one to the next: what slows this machine down for a while slows both. */
export async function alternate(through: () => Promise<number>, without: () => Promise<number>): Promise<Rates> {
  const rates = { through: [] as number[], without: [] as number[] };
  const ways = [async () => rates.through.push(await through()), async () => rates.without.push(await without())];
  for (let round = 0; round < plan.rounds; round++) {
    for (const measure of round % 2 === 0 ? ways : ways.toReversed()) {
      await measure();
    }
  }
  return rates;
}
