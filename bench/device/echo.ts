/** A TCP server that sends back what it receives, port 7000: the counterpart of bench/c/*_echo.c. */
import { TcpListener, type TcpStream } from "async-io-ts";

async function echo(stream: TcpStream): Promise<void> {
  await using _ = stream;
  stream.noDelay = true;
  const buffer = new Uint8Array(512);
  for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
    await stream.writeAll(buffer.subarray(0, count));
  }
}

const listener = await TcpListener.bind("0.0.0.0:7000", { backlog: 24 });
console.log(`listening on ${listener.localAddress.port}`);
for await (const stream of listener.incoming()) {
  echo(stream).catch(() => {});
}
