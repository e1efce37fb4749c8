/** Fills its buffers with what nobody takes, and says how long a call of a send took at most. `args[0]` is who listens on port 7. */
import { args, exit, sleep, TcpStream, UdpSocket } from "async-io-ts";

const [peer = ""] = args;
const streams: TcpStream[] = [];
for (let i = 0; i < 20; i++) {
  streams.push(await TcpStream.connect(`${peer}:7`));
}
const socket = await UdpSocket.bind("0.0.0.0:0");
console.log("connected");
// In which the network is cut.
await sleep(500);

let longest = 0;
let taken = 0;
/** What is measured is the call, not what it promises. */
function measure(send: () => Promise<unknown>): void {
  const began = performance.now();
  send().then(
    () => taken++,
    () => {},
  );
  longest = Math.max(longest, performance.now() - began);
}

const chunk = new Uint8Array(4_096);
const datagram = new Uint8Array(1_000);
for (let round = 0; round < 3; round++) {
  for (const stream of streams) {
    if (round === 0) {
      measure(() => stream.writeAll(chunk));
    }
    measure(() => socket.sendTo(datagram, `${peer}:9`));
  }
  await sleep(1);
}
console.log(`longest ${longest.toFixed(3)} ms, ${taken} of 80 taken`);
exit(0);
