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

async function echo(stream: TcpStream): Promise<void> {
  for await (const chunk of stream) {
    await stream.writeAll(chunk);
  }
  stream.shutdown("write");
}

async function serve(stream: TcpStream): Promise<void> {
  const [command, argument] = (await readLine(stream)).split(" ");
  if (command === "echo") {
    await echo(stream);
  } else if (command === "count") {
    let received = 0;
    for await (const chunk of stream) {
      received += chunk.length;
    }
    await stream.writeAll(new TextEncoder().encode(`${received}\n`));
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
