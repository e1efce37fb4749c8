/**
 * A server that takes commands, a line each, on port 23. Try it:
 *
 *     npm run -s async-io -- run examples/commands.ts --forward 2323:23
 *     nc localhost 2323
 */
import { BufReader, memory, TcpListener, type TcpStream } from "async-io-ts";

const encoder = new TextEncoder();

function answer(line: string): string {
  const [command = "", ...words] = line.split(" ");
  switch (command) {
    case "echo":
      return words.join(" ");
    case "heap":
      return `${memory().used} bytes in use`;
    default:
      return `unknown command "${command}": echo, heap`;
  }
}

async function serve(stream: TcpStream): Promise<void> {
  await using _ = stream;
  // A longer line is an error, EMSGSIZE: a client cannot fill the memory.
  for await (const line of new BufReader(stream).lines({ max: 200 })) {
    await stream.writeAll(encoder.encode(`${answer(line)}\n`));
  }
}

const listener = await TcpListener.bind("0.0.0.0:23");
console.log(`listening on ${listener.localAddress.port}`);

for await (const stream of listener.incoming()) {
  serve(stream).catch((error: Error) => console.log(error.message));
}
