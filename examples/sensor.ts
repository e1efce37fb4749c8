/**
 * A sensor that sends readings in batches and loses none, whatever the network does: a batch is sent again until the collector has
 * confirmed it. Arguments: where the collector is, and how many readings to take. Its test is test/examples/sensor.test.ts.
 *
 *     npm run -s async-io -- run examples/sensor.ts -- 10.0.2.250 20
 */
import { args, lookup, sleep, Timer, timeout, UdpSocket } from "async-io-ts";

const total = Number(args[1] ?? 20);
/** How many readings go together, how often one is taken, and how long a confirmation may take. Milliseconds. */
const batch = 5;
const period = 20;
const patience = 200;

await using socket = await UdpSocket.bind("0.0.0.0:0");
// Once: a question to the name server may be lost as well.
const collector = `${await find(args[0] ?? "10.0.2.250")}:900`;
const waiting: number[] = [];
let taken = 0;

async function find(name: string): Promise<string> {
  for (;;) {
    try {
      return await lookup(name);
    } catch {
      await sleep(period);
    }
  }
}

async function measure(): Promise<void> {
  for await (const _ of Timer.interval(period)) {
    waiting.push(taken++);
    if (taken === total) {
      return;
    }
  }
}

/** Sends one batch until it is confirmed. What was confirmed before may be confirmed once more: that is not waited for. */
async function deliver(sequence: number, readings: number[]): Promise<void> {
  const message = new TextEncoder().encode(JSON.stringify({ sequence, readings }));
  for (let attempt = 1; ; attempt++) {
    await socket.sendTo(message, collector).catch(() => {});
    try {
      await timeout(patience, (signal) => confirmed(sequence, signal));
      return;
    } catch {
      console.log(`batch ${sequence} sent again, ${attempt}`);
    }
  }
}

async function confirmed(sequence: number, signal: AbortSignal): Promise<void> {
  const buffer = new Uint8Array(16);
  for (;;) {
    const [count] = await socket.recvFrom(buffer, { signal });
    if (Number(new TextDecoder().decode(buffer.subarray(0, count))) === sequence) {
      return;
    }
  }
}

void measure();
for (let sequence = 0, sent = 0; sent < total; sequence++) {
  while (waiting.length < Math.min(batch, total - sent)) {
    await sleep(period);
  }
  // A slow network makes larger batches.
  const readings = waiting.splice(0);
  await deliver(sequence, readings);
  sent += readings.length;
}
console.log(`all ${total} readings are delivered`);
