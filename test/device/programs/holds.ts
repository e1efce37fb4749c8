/**
 * Takes a connection's bytes when it is told to: port 7's commands are `take N`, which waits for a datagram on port 7 first, `give N`, and
 * `ask`, which ends its half before it reads. Port 8 listens, and accepts nobody. Byte n of a stream is n modulo 251.
 */
import { TcpListener, type TcpStream, UdpSocket } from "async-io-ts";

const datagrams = await UdpSocket.bind("0.0.0.0:7");
const listener = await TcpListener.bind("0.0.0.0:7");
const deaf = await TcpListener.bind("0.0.0.0:8", { backlog: 2 });

async function take(stream: TcpStream, size: number): Promise<string> {
  await datagrams.recvFrom(new Uint8Array(8));
  const buffer = new Uint8Array(2048);
  let at = 0;
  while (at < size) {
    const count = await stream.read(buffer);
    if (count === 0 || buffer[0] !== at % 251 || buffer[count - 1] !== (at + count - 1) % 251) {
      break;
    }
    at += count;
  }
  return `${at}\n`;
}

async function give(stream: TcpStream, size: number): Promise<void> {
  const pattern = Uint8Array.from({ length: 251 * 8 }, (_, at) => at % 251);
  for (let at = 0; at < size; ) {
    const start = at % 251;
    const part = pattern.subarray(start, start + Math.min(size - at, 1_700));
    await stream.writeAll(part);
    at += part.length;
  }
}

async function serve(stream: TcpStream): Promise<void> {
  await using _ = stream;
  const bytes = new Uint8Array(64);
  const [command = "", size = "0"] = new TextDecoder().decode(bytes.subarray(0, await stream.read(bytes))).split(" ");
  const text = (one: string) => new TextEncoder().encode(one);
  if (command === "take") {
    await stream.writeAll(text("ready\n"));
    await stream.writeAll(text(await take(stream, Number(size))));
  } else if (command === "give") {
    await give(stream, Number(size));
  } else {
    await stream.writeAll(text("question\n"));
    stream.shutdown("write");
    const count = await stream.read(bytes);
    console.log(`heard ${new TextDecoder().decode(bytes.subarray(0, count))}`);
  }
}

console.log(`listening on ${listener.localAddress.port}, deaf on ${deaf.localAddress.port}`);
for await (const stream of listener.incoming()) {
  serve(stream).catch((error: Error & { code?: string }) => console.log(`ended: ${error.code}`));
}
