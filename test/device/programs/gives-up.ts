/** Connects to the address it is given, as often as it is told, and each time loses patience after some milliseconds. Then it lives on. */
import { args, sleep, TcpStream, timeout } from "async-io-ts";

for (let i = 0; i < Number(args[2] ?? 1); i++) {
  try {
    const stream = await timeout(Number(args[1]), (signal) => TcpStream.connect(args[0] as string, { signal }));
    console.log("connected");
    stream.close();
  } catch (error) {
    console.log(`gave up: ${(error as { code?: string }).code}`);
  }
}
console.log("that was all");
await sleep(60_000);
