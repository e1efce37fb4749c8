/** Keeps one connection, and opens others until that has failed and works again; says what each attempt came to, where it is new. */
import { args, sleep, TcpStream, timeout } from "async-io-ts";

const address = args[0] as string;
const kept = await TcpStream.connect(address);
console.log("connected");

const seen = ["ok"];
while (seen.length < 2 || seen.at(-1) !== "ok") {
  const result = await timeout(1_500, (signal) => TcpStream.connect(address, { signal })).then(
    (stream) => {
      stream.close();
      return "ok";
    },
    (error: Error & { code?: string }) => error.code ?? error.message,
  );
  if (result !== seen.at(-1)) {
    console.log(`connect: ${result}`);
    seen.push(result);
  }
  await sleep(20);
}

await kept.writeAll(new TextEncoder().encode("still here"));
const buffer = new Uint8Array(64);
const count = await kept.read(buffer);
console.log(`echo: ${new TextDecoder().decode(buffer.subarray(0, count))}`);
kept.close();
