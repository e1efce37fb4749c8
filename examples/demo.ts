/**
 * What `npm start` shows: one program that serves TCP and UDP, keeps time, and connects out, all at once. Its arguments are the
 * address of a server that greets whoever connects, and one where nobody is:
 *
 *     npm run -s async-io -- run examples/demo.ts --forward 7007:7 -- 10.0.2.2:8080 10.0.2.250:7
 */
import { args, TcpListener, TcpStream, Timer, timeout, UdpSocket } from "async-io-ts";

const start = performance.now();

function say(text: string): void {
  const seconds = (performance.now() - start) / 1000;
  console.log(`${seconds.toFixed(3)} s  ${text}`);
}

async function serveTcp(): Promise<void> {
  const listener = await TcpListener.bind("0.0.0.0:7");
  say(`TCP echo listening on ${listener.localAddress.port}`);
  for await (const stream of listener.incoming()) {
    stream.noDelay = true;
    // Not awaited: the next connection is accepted meanwhile. One that breaks off is no reason to stop.
    echo(stream).catch((error: Error) => say(error.message));
  }
}

async function echo(stream: TcpStream): Promise<void> {
  await using _ = stream;
  const buffer = new Uint8Array(1460);
  for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
    await stream.writeAll(buffer.subarray(0, count));
  }
}

async function serveUdp(): Promise<void> {
  const socket = await UdpSocket.bind("0.0.0.0:7");
  say(`UDP echo listening on ${socket.localAddress.port}`);
  const buffer = new Uint8Array(1472);
  for (;;) {
    const [count, sender] = await socket.recvFrom(buffer);
    await socket.sendTo(buffer.subarray(0, count), sender);
  }
}

async function keepTime(): Promise<void> {
  let count = 0;
  for await (const instant of Timer.interval(1000)) {
    const late = (performance.now() - instant) * 1000;
    say(`tick ${++count}, ${late.toFixed(0)} µs late`);
  }
}

async function connectOut(address: string): Promise<void> {
  try {
    await using stream = await timeout(2000, (signal) => TcpStream.connect(address, { signal }));
    const buffer = new Uint8Array(64);
    const count = await stream.read(buffer);
    say(`${address} answers: ${new TextDecoder().decode(buffer.subarray(0, count))}`);
  } catch (error) {
    say(`${address} does not answer: ${(error as Error).message}`);
  }
}

void serveTcp();
void serveUdp();
void keepTime();

await Promise.all([connectOut(args[0] ?? "10.0.2.2:80"), connectOut(args[1] ?? "10.0.2.250:7")]);
