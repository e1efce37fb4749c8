/** Makes round trips of 64 bytes on some connections at once to an echo server, and says for each slice of time how many they were. */
import { args, TcpStream } from "async-io-ts";

const [address = "", connections = "1", milliseconds = "300"] = args;
const payload = new Uint8Array(64).fill(0x61);
const slice = Number(milliseconds);
let trips = 0;
let end = Infinity;

async function repeat(): Promise<void> {
  const stream = await TcpStream.connect(address);
  stream.noDelay = true;
  const buffer = new Uint8Array(64);
  for (;;) {
    await stream.writeAll(payload);
    for (let missing = payload.length; missing > 0; ) {
      missing -= await stream.read(buffer.subarray(0, missing));
    }
    trips++;
    const now = performance.now();
    if (now >= end) {
      console.log(`slice of ${trips} trips in ${now - end + slice} ms`);
      trips = 0;
      end = performance.now() + slice;
    }
  }
}

end = performance.now() + slice;
await Promise.all(Array.from({ length: Number(connections) }, repeat));
