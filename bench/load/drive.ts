import type { Connection } from "./connection.ts";
import type { Load } from "./protocol.ts";

/** Opens connections one after the other: QEMU's user network listens with a backlog of one. */
export async function open(count: number, connect: () => Promise<Connection>): Promise<Connection[]> {
  const connections: Connection[] = [];
  while (connections.length < count) {
    const connection = await connect();
    await new Promise<void>((resolve, reject) => connection.send(resolve, reject));
    connections.push(connection);
  }
  return connections;
}

/** Round trips on all connections at once, for so long or so many in all. */
export function drive(
  connections: readonly Connection[],
  limit: { milliseconds?: number; trips?: number },
): Promise<Load> {
  const { milliseconds = Number.POSITIVE_INFINITY, trips = Number.POSITIVE_INFINITY } = limit;
  const latencies: number[] = [];
  const started = performance.now();
  let begun = 0;
  return Promise.all(connections.map(repeat)).then(() => ({
    trips: latencies.length,
    milliseconds: performance.now() - started,
    latencies: Float64Array.from(latencies),
  }));

  function repeat(connection: Connection): Promise<void> {
    return new Promise((resolve, reject) => {
      let sent = 0;
      const next = () => {
        sent = performance.now();
        if (begun >= trips || sent - started >= milliseconds) {
          resolve();
          return;
        }
        begun++;
        connection.send(back, reject);
      };
      const back = () => {
        latencies.push(performance.now() - sent);
        next();
      };
      next();
    });
  }
}
