import { args, exit, TcpListener } from "async-io-ts";
import { echo } from "./echo.ts";

// How many seconds it serves: npm start says 10. Without it, until it is stopped.
const [seconds] = args;
if (seconds !== undefined) {
  setTimeout(() => exit(0), Number(seconds) * 1000);
}

const listener = await TcpListener.bind("0.0.0.0:7");
console.log("listening on port 7, which is port 7007 of your machine: nc 127.0.0.1 7007");
for await (const stream of listener.incoming()) {
  console.log(`${stream.peerAddress.address} is connected`);
  echo(stream).catch((error) => console.error("a connection failed:", error));
}
