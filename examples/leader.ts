/**
 * One of two devices that elect a leader: the one of higher rank, as long as it is heard. Arguments: its rank, and where the other is.
 * Cut off from each other both lead; once they meet again, one does. Its test is test/examples/leader.test.ts.
 *
 *     npm run -s async-io -- run examples/leader.ts -- 1 10.0.2.250
 */
import { args, lookup, sleep, Timer, UdpSocket } from "async-io-ts";

const port = 700;
/** How often each device is heard, and after how long it is missing. Milliseconds. */
const period = 100;
const patience = 5 * period;

const rank = Number(args[0] ?? 1);
await using socket = await UdpSocket.bind(`0.0.0.0:${port}`);

let state = "";
/** Whom this device leaves the lead to, and when that was heard last. */
let superior = { rank: 0, heard: performance.now() };

async function listen(): Promise<void> {
  const buffer = new Uint8Array(16);
  for (;;) {
    const [count] = await socket.recvFrom(buffer);
    const heard = Number(new TextDecoder().decode(buffer.subarray(0, count)));
    if (heard > rank) {
      superior = { rank: heard, heard: performance.now() };
      become(`following ${heard}`);
    }
  }
}

async function beat(): Promise<void> {
  const message = new TextEncoder().encode(String(rank));
  const other = `${await find(args[1] ?? "10.0.2.250")}:${port}`;
  for await (const _ of Timer.interval(period)) {
    // Nobody has to be there: the next one comes soon.
    await socket.sendTo(message, other).catch(() => {});
    if (performance.now() - superior.heard > patience) {
      become("leading");
    }
  }
}

/** The other device may not be there yet, and then has no name. */
async function find(name: string): Promise<string> {
  for (;;) {
    try {
      return await lookup(name);
    } catch {
      await sleep(period);
    }
  }
}

function become(next: string): void {
  if (next !== state) {
    state = next;
    console.log(`${(performance.now() / 1000).toFixed(2)} s  ${rank} is ${state}`);
  }
}

await Promise.all([listen(), beat()]);
