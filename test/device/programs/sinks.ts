/** Takes so many bytes as its argument says on each connection to port 9, and then tells how many came. */
import { args, TcpListener, type TcpStream } from "async-io-ts";

const wanted = Number(args[0]);

async function sink(stream: TcpStream): Promise<void> {
  await using _ = stream;
  const buffer = new Uint8Array(2048);
  let total = 0;
  while (total < wanted) {
    const count = await stream.read(buffer);
    if (count === 0) {
      break;
    }
    total += count;
  }
  await stream.writeAll(new TextEncoder().encode(`${total}\n`));
}

const listener = await TcpListener.bind("0.0.0.0:9", { backlog: 16 });
console.log("listening");
for await (const stream of listener.incoming()) {
  sink(stream).catch(() => {});
}
