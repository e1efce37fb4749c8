/** Takes what comes on port 9 and answers each connection's end with the number of bytes. */
import { TcpListener, type TcpStream } from "async-io-ts";

async function sink(stream: TcpStream): Promise<void> {
  await using _ = stream;
  const buffer = new Uint8Array(2048);
  let total = 0;
  for (let count = await stream.read(buffer); count > 0; count = await stream.read(buffer)) {
    total += count;
  }
  await stream.writeAll(new TextEncoder().encode(`${total}\n`));
}

const listener = await TcpListener.bind("0.0.0.0:9", { backlog: 16 });
console.log("listening");
for await (const stream of listener.incoming()) {
  sink(stream).catch(() => {});
}
