/** Waits for a connection that never comes. */
import { TcpListener } from "async-io-ts";

async function accepted(): Promise<void> {
  await listener.accept();
}

const listener = await TcpListener.bind("0.0.0.0:7");
console.log("waiting");
await accepted();
