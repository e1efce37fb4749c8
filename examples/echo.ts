/**
 * A TCP server that sends back what it receives, on port 7. Try it:
 *
 *     npm run -s async-io -- run examples/echo.ts --forward 7007:7
 *     nc localhost 7007
 */
import { TcpListener, type TcpStream } from "async-io-ts";

async function echo(stream: TcpStream): Promise<void> {
  await using _ = stream;
  const buffer = new Uint8Array(1024);
  // 0 bytes are the end of the stream.
  for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
    await stream.writeAll(buffer.subarray(0, count));
  }
}

const listener = await TcpListener.bind("0.0.0.0:7");
console.log(`listening on ${listener.localAddress.port}`);

for await (const stream of listener.incoming()) {
  // Not awaited: the next connection is accepted meanwhile.
  echo(stream).catch((error: Error) => console.log(error.message));
}
