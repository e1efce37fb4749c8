/**
 * What `npm start` shows: on port 7 TCP and UDP are echoed, a timer ticks, and two connections go out, one to a host that
 * answers and one to a host that does not.
 *
 *     npm start -- --stay
 */
import { args, TcpListener, TcpStream, Timer, timeout, UdpSocket } from "async-io-ts";

// 192.0.2.1 is an address for documentation: nobody ever has it.
const [answering = "10.0.2.2:7000", silent = "192.0.2.1:7"] = args;

async function serveTcp(listener: TcpListener): Promise<void> {
  for await (const stream of listener.incoming()) {
    echo(stream).catch((error: Error) => console.log(`a connection ended: ${error.message}`));
  }
}

async function echo(stream: TcpStream): Promise<void> {
  await using _ = stream;
  const buffer = new Uint8Array(1024);
  for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
    await stream.writeAll(buffer.subarray(0, count));
  }
}

async function serveUdp(socket: UdpSocket): Promise<void> {
  const buffer = new Uint8Array(1472);
  for (;;) {
    const [count, sender] = await socket.recvFrom(buffer);
    await socket.sendTo(buffer.subarray(0, count), sender);
  }
}

async function tick(): Promise<void> {
  let count = 0;
  for await (const instant of Timer.interval(500)) {
    const late = (performance.now() - instant) * 1000;
    count += 1;
    console.log(`tick ${count}, due ${(instant / 1000).toFixed(3)} s after boot, ${late.toFixed(0)} µs late`);
  }
}

/** Connects and reads what comes first; gives up after 2 s. */
async function visit(address: string): Promise<void> {
  try {
    const text = await timeout(2000, async (signal) => {
      await using stream = await TcpStream.connect(address, { signal });
      const buffer = new Uint8Array(80);
      return new TextDecoder().decode(buffer.subarray(0, await stream.read(buffer, { signal })));
    });
    console.log(`${address} answers: ${text}`);
  } catch (error) {
    console.log(`${address} does not answer: ${(error as Error).message}`);
  }
}

console.log("Hello from TypeScript on a Cortex-M3");
const listener = await TcpListener.bind("0.0.0.0:7");
const socket = await UdpSocket.bind("0.0.0.0:7");
console.log("TCP and UDP echo on port 7");

await Promise.all([serveTcp(listener), serveUdp(socket), tick(), visit(answering), visit(silent)]);
