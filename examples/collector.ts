/**
 * Collects what examples/sensor.ts sends: each batch is confirmed as often as it comes, and taken once.
 *
 *     npm run -s async-io -- run examples/collector.ts --forward 9900:900/udp
 */
import { UdpSocket } from "async-io-ts";

await using socket = await UdpSocket.bind("0.0.0.0:900");
console.log("collecting");

let next = 0;
const buffer = new Uint8Array(1472);
for (;;) {
  const [count, sensor] = await socket.recvFrom(buffer);
  const { sequence, readings } = JSON.parse(new TextDecoder().decode(buffer.subarray(0, count)));
  if (sequence > next) {
    // The sensor began a batch before its last one was confirmed: that is not what was agreed on.
    console.error(`batch ${sequence} came, and ${next} did not`);
    continue;
  }
  if (sequence === next) {
    next++;
    console.log(`readings ${readings.join(" ")}`);
  } else {
    console.log(`batch ${sequence} came again`);
  }
  await socket.sendTo(new TextEncoder().encode(String(sequence)), sensor);
}
