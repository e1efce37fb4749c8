/**
 * Connects to an address, or gives up after half a second. async-io-mini has the same example in Rust. Try it:
 *
 *     nc -l 8080 &
 *     npm run -s async-io -- run examples/connect-or-timeout.ts -- host.test:8080
 *     npm run -s async-io -- run examples/connect-or-timeout.ts -- 10.0.2.250:80
 *
 * In QEMU host.test is this machine, and nobody is 10.0.2.250; addresses outside are not reached (docs/network.md).
 */
import { args, TcpStream, timeout } from "async-io-ts";

const address = args[0] ?? "host.test:8080";
console.log(`connecting to ${address}`);

try {
  // The signal is aborted when the time is over, which closes the half-open connection.
  await using stream = await timeout(500, (signal) => TcpStream.connect(address, { signal }));
  const { address: host, port } = stream.peerAddress;
  console.log(`connected to ${host}:${port}`);
} catch (error) {
  console.log((error as Error).message);
}
