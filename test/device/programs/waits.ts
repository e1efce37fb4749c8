/** Waits for a connection that never comes. */
import { TcpListener } from "async-io-ts";

const listener = await TcpListener.bind("0.0.0.0:7");
console.log("waiting");
await listener.accept();
