/** Sends a datagram to the address it is given every few milliseconds, for ever, and says how many it has sent. */
import { args, sleep, UdpSocket } from "async-io-ts";

const destination = args[0] as string;
const socket = await UdpSocket.bind(destination.startsWith("[") ? "[::]:0" : "0.0.0.0:0");
const message = new Uint8Array(32);
for (let sent = 1; ; sent++) {
  await socket.sendTo(message, destination).catch((error: Error) => console.log(error.message));
  console.log(`sent ${sent}`);
  await sleep(20);
}
