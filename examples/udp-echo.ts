/**
 * Sends each datagram back to where it came from, on port 7. Try it:
 *
 *     npm run -s async-io -- run examples/udp-echo.ts --forward 7007:7/udp
 *     nc -u localhost 7007
 */
import { UdpSocket } from "async-io-ts";

await using socket = await UdpSocket.bind("0.0.0.0:7");
console.log(`listening on ${socket.localAddress.port}`);

// The largest datagram that fits into one Ethernet frame.
const buffer = new Uint8Array(1472);
for (;;) {
  const [count, sender] = await socket.recvFrom(buffer);
  await socket.sendTo(buffer.subarray(0, count), sender);
}
