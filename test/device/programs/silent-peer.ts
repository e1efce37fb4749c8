/** Accepts and never reads. */
import { TcpListener, type TcpStream } from "async-io-ts";

const held: TcpStream[] = [];
const listener = await TcpListener.bind("0.0.0.0:7", { backlog: 24 });
console.log("listening on 7");
for await (const stream of listener.incoming()) {
  held.push(stream);
}
