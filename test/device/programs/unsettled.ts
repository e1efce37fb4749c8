/** Awaits something that nothing can settle any more; arguments say how. */
import { args, sleep, UdpSocket } from "async-io-ts";

async function deeper(): Promise<void> {
  await sleep(1);
  await new Promise<void>(() => {});
}

async function outer(): Promise<void> {
  await deeper();
}

console.log("before");
const socket = await UdpSocket.bind("0.0.0.0:5000");
socket.close();
if (args[0] === "nested") {
  await outer();
} else if (args[0] === "forgotten") {
  // Nothing refers to this await but itself: it can be collected as garbage.
  const forgotten = (async () => {
    await new Promise<void>(() => {});
  })();
  const garbage: number[][] = [];
  for (let i = 0; i < 400; i++) {
    garbage[i % 10] = Array.from({ length: 100 }, (_, j) => j);
    await sleep(0.1);
  }
  await forgotten;
} else if (args[0] === "settled") {
  void deeper();
} else {
  const settled = new Promise<void>(() => {});
  await settled;
}
console.log("after");
