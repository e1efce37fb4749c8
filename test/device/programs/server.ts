/** One TCP server for the host's tests: what a connection's first line says is what it does with it. */
import { sleep, TcpListener, type TcpStream, UdpSocket } from "async-io-ts";

async function readLine(stream: TcpStream): Promise<string> {
  const byte = new Uint8Array(1);
  let line = "";
  while ((await stream.read(byte)) === 1 && byte[0] !== 10) {
    line += String.fromCharCode(byte[0] as number);
  }
  return line;
}

/** Sends back what comes, to the end of the stream or up to so many bytes. */
async function echo(stream: TcpStream, size = Number.POSITIVE_INFINITY): Promise<void> {
  for (let done = 0; done < size; ) {
    const chunk = new Uint8Array(Math.min(2_048, size - done));
    const count = await stream.read(chunk);
    if (count === 0) {
      break;
    }
    await stream.writeAll(chunk.subarray(0, count));
    done += count;
  }
}

/** Counts what comes, likewise. */
async function count(stream: TcpStream, size: number): Promise<number> {
  let received = 0;
  for await (const chunk of stream) {
    received += chunk.length;
    if (received >= size) {
      break;
    }
  }
  return received;
}

async function serve(stream: TcpStream): Promise<void> {
  const [command, argument] = (await readLine(stream)).split(" ");
  const size = argument === undefined ? undefined : Number(argument);
  if (command === "echo") {
    await echo(stream, size);
  } else if (command === "count") {
    await stream.writeAll(new TextEncoder().encode(`${await count(stream, size ?? 0)}\n`));
  } else if (command === "send") {
    const chunk = new Uint8Array(1_000).fill(0x41);
    for (let sent = 0; sent < Number(argument); sent += chunk.length) {
      await stream.writeAll(chunk);
    }
  } else if (command === "close") {
    // Hangs up without reading what follows.
  } else if (command === "sleep") {
    await sleep(Number(argument));
  }
  stream.close();
}

async function serveUdp(): Promise<void> {
  const socket = await UdpSocket.bind("0.0.0.0:7");
  const buffer = new Uint8Array(1_472);
  for (;;) {
    const [count, sender] = await socket.recvFrom(buffer);
    await socket.sendTo(buffer.subarray(0, count), sender);
  }
}

const listener = await TcpListener.bind("0.0.0.0:7");
void serveUdp();
console.log("listening on 7");
for await (const stream of listener.incoming()) {
  serve(stream).catch((error: Error & { code?: string }) => {
    console.log(`connection ended: ${error.code}`);
    stream.close();
  });
}
