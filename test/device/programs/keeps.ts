/** Waits on a connection for a peer that may be gone, for test/device/options.test.ts. */
import { args, TcpListener, TcpStream } from "async-io-ts";

if (args[0] === undefined) {
  const listener = await TcpListener.bind("0.0.0.0:7");
  console.log("listening");
  const [stream] = await listener.accept();
  await stream.read(new Uint8Array(1));
} else {
  const stream = await TcpStream.connect(args[0]);
  stream.keepAlive = { idle: 10_000, interval: 2000, count: 3 };
  console.log("connected");
  const begin = performance.now();
  try {
    await stream.read(new Uint8Array(1));
  } catch (error) {
    console.log(`${(error as { code?: string }).code} after ${Math.round((performance.now() - begin) / 1000)} s`);
  }
}
