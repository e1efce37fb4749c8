/**
 * Fills the network's buffers with what nobody takes, on their way out and in, and says how long a call of a send took at most.
 * `args[0]` is who listens on port 7.
 */
import { args, exit, sleep, TcpListener, TcpStream, UdpSocket } from "async-io-ts";

const [peer = ""] = args;
const own = "127.0.0.1:7";
const streams: TcpStream[] = [];
for (let i = 0; i < 6; i++) {
  streams.push(await TcpStream.connect(`${peer}:7`));
}
const listener = await TcpListener.bind(own);
/** Ends of connections within the device. Nobody reads the other ones. */
const within: TcpStream[] = [];
for (let i = 0; i < 8; i++) {
  const [out] = await Promise.all([TcpStream.connect(own), listener.accept()]);
  within.push(out);
}
const socket = await UdpSocket.bind("0.0.0.0:0");
console.log("connected");
// In which the network is cut.
await sleep(500);

let longest = 0;
let taken = 0;
let calls = 0;
/** What is measured is the call, not what it promises. */
function measure(send: () => Promise<unknown>): void {
  const began = performance.now();
  calls++;
  send().then(
    () => taken++,
    () => {},
  );
  longest = Math.max(longest, performance.now() - began);
}

const chunk = new Uint8Array(12_000);
const datagram = new Uint8Array(1_000);
for (const stream of within) {
  measure(() => stream.writeAll(chunk));
  // In which the network's threads move what there is room for.
  await sleep(20);
}
for (let round = 0; round < 3; round++) {
  for (const stream of streams) {
    if (round === 0) {
      measure(() => stream.writeAll(chunk));
    }
    measure(() => socket.sendTo(datagram, `${peer}:9`));
    measure(() => socket.sendTo(datagram, "127.0.0.1:9"));
  }
  await sleep(1);
}
console.log(`longest ${longest.toFixed(3)} ms, ${taken} of ${calls} taken`);
exit(0);
