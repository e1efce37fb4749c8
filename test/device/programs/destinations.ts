/** Tries what is no destination, and what is none for a stream. */
import { sleep, TcpStream, UdpSocket } from "async-io-ts";

const four = await UdpSocket.bind("0.0.0.0:0");
const six = await UdpSocket.bind("[::]:0");

async function tell(what: string, operation: Promise<unknown>): Promise<void> {
  const began = performance.now();
  const code = await operation.then(
    () => "went",
    (error: { code: string }) => error.code,
  );
  const took = performance.now() - began;
  console.log(what, code, ...(took < 100 ? [] : [`after ${Math.round(took)} ms`]));
}

await sleep(100);
for (const address of ["0.0.0.0:80", "[::]:80", "10.0.2.2:0"]) {
  await tell(`tcp ${address}`, TcpStream.connect(address));
  await tell(`udp ${address}`, (address.startsWith("[") ? six : four).sendTo(new Uint8Array(4), address));
}
for (const address of ["255.255.255.255:80", "10.0.2.255:80", "224.0.0.1:80", "[ff02::1]:80"]) {
  await tell(`tcp ${address}`, TcpStream.connect(address));
}
// What had been put off would be on the wire by then.
await sleep(2_000);
console.log("done");
four.close();
six.close();
