/** Connects to each of its arguments, and prints what it is told there, or the code of what went wrong. */
import { args, TcpStream, timeout } from "async-io-ts";

const answers: string[] = [];
for (const server of args) {
  try {
    await using stream = await timeout(1_500, (signal) => TcpStream.connect(server, { signal }));
    const buffer = new Uint8Array(16);
    answers.push(new TextDecoder().decode(buffer.subarray(0, await stream.read(buffer))));
  } catch (error) {
    answers.push((error as { code?: string }).code ?? String(error));
  }
}
console.log(`visited ${answers.join(" ")}`);
