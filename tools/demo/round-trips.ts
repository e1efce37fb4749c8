import type { Socket } from "node:net";

/** Round trips that were made one after the other. Times are milliseconds. */
export interface RoundTrips {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/**
 * Sends `bytes` over a connection that echoes and waits until they are back, `count` times.
 *
 * @throws Error the connection ended, or something else came back
 */
export async function measureRoundTrips(socket: Socket, count: number, bytes: number): Promise<RoundTrips> {
  socket.setNoDelay(true);
  const received = socket[Symbol.asyncIterator]();
  const times: number[] = [];
  const started = performance.now();
  for (let index = 0; index < count; index++) {
    const sent = Buffer.alloc(bytes, `${index} `);
    const before = performance.now();
    socket.write(sent);
    const echo = await readExactly(received, bytes);
    times.push(performance.now() - before);
    if (!echo.equals(sent)) {
      throw new Error(`round trip ${index + 1}: ${bytes} other bytes came back than were sent`);
    }
  }
  return summarize(times, performance.now() - started);
}

async function readExactly(chunks: AsyncIterator<Buffer>, bytes: number): Promise<Buffer> {
  let whole = Buffer.alloc(0);
  while (whole.length < bytes) {
    const { value, done } = await chunks.next();
    if (done) {
      throw new Error(`the device closed the connection after ${whole.length} of ${bytes} bytes`);
    }
    whole = Buffer.concat([whole, value]);
  }
  return whole;
}

/** The rate and the quantiles of round trips that took these times, altogether `elapsed`. */
export function summarize(times: readonly number[], elapsed: number): RoundTrips {
  const sorted = times.toSorted((a, b) => a - b);
  const quantile = (part: number) => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
  return { count: times.length, perSecond: (times.length / elapsed) * 1000, p50: quantile(0.5), p99: quantile(0.99) };
}
