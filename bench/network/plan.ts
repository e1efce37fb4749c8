import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** How much is measured. In milliseconds, but for the rounds. */
export const plan = { rounds: 21, warmUp: 1_000, slice: 150 } as const;

/** The address of a device that is on no network of ours. */
export const alone = "10.0.2.15";

/** QEMU's arguments for the one card of a device, and what is behind it: `n0`. */
export function card(at: number, backend: string): string[] {
  return ["-netdev", backend, "-net", `nic,netdev=n0,macaddr=02:00:00:00:00:0${at}`];
}

/** What a device is on that is on no network of ours; `hostPort` of this machine's loopback leads to its `devicePort`. */
export interface UserNetwork {
  /** The last byte of the card's address. */
  readonly at: number;
  readonly hostPort?: number;
  readonly devicePort?: number;
}

/** QEMU's arguments for a user network of its own. */
export function userNetwork({ at, hostPort, devicePort }: UserNetwork): string[] {
  const forward = hostPort === undefined ? "" : `,hostfwd=tcp:127.0.0.1:${hostPort}-${alone}:${devicePort}`;
  return card(at, `user,id=n0,net=10.0.2.0/24,ipv6=off${forward}`);
}

/** A port that nobody listens on, for a QEMU that is told it before it starts. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The rate of each way in all rounds, in an order that goes on from one to the next: what slows this machine down for a while slows all. */
export async function alternate<Way extends string>(
  ways: Record<Way, () => Promise<number>>,
): Promise<Record<Way, number[]>> {
  const names = Object.keys(ways) as Way[];
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Way, number[]>;
  for (let round = 0; round < plan.rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      rates[name].push(await ways[name]());
    }
  }
  return rates;
}
