/**
 * Moves bytes over TCP, port 7100, as bench/c/bulk.c does: a connection begins with `sink N`, `source N` or `loopback N` on a line. N bytes come
 * in, go out, or go from one socket of the device to another; then the device sends a full stop.
 */
import { TcpListener, TcpStream } from "async-io-ts";

const chunk = new Uint8Array(8_192);
const loopback = "127.0.0.1:7101";

async function receive(stream: TcpStream, bytes: number): Promise<void> {
  for (let missing = bytes; missing > 0; ) {
    const count = await stream.read(missing < chunk.length ? chunk.subarray(0, missing) : chunk);
    if (count === 0) {
      throw new Error(`${missing} of ${bytes} bytes did not come`);
    }
    missing -= count;
  }
}

async function send(stream: TcpStream, bytes: number): Promise<void> {
  for (let missing = bytes; missing > 0; missing -= Math.min(missing, chunk.length)) {
    await stream.writeAll(missing < chunk.length ? chunk.subarray(0, missing) : chunk);
  }
}

async function around(bytes: number): Promise<void> {
  await using listener = await TcpListener.bind(loopback);
  const [out, [back]] = await Promise.all([TcpStream.connect(loopback), listener.accept()]);
  await Promise.all([send(out, bytes), receive(back, bytes)]);
  out.close();
  back.close();
}

const work: Readonly<Record<string, (stream: TcpStream, bytes: number) => Promise<void>>> = {
  sink: receive,
  source: send,
  loopback: (_, bytes) => around(bytes),
};

async function serve(stream: TcpStream): Promise<void> {
  await using _ = stream;
  let line = "";
  const byte = new Uint8Array(1);
  while (!line.endsWith("\n") && (await stream.read(byte)) > 0) {
    line += String.fromCharCode(byte[0] ?? 0);
  }
  const [kind = "", bytes] = line.trim().split(" ");
  await work[kind]?.(stream, Number(bytes));
  await stream.writeAll(new TextEncoder().encode("."));
}

const listener = await TcpListener.bind("0.0.0.0:7100");
console.log(`listening on ${listener.localAddress.port}`);
for await (const stream of listener.incoming()) {
  serve(stream).catch((error: unknown) => console.error(error));
}
