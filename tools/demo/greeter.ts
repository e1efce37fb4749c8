import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** A TCP server on this machine that greets whoever connects. */
export interface Greeter extends AsyncDisposable {
  readonly port: number;
}

/** Starts one on a free port. */
export async function startGreeter(greeting: string): Promise<Greeter> {
  const server = createServer((socket) => {
    // Who hangs up first is no business of the greeter's.
    socket.on("error", () => {});
    socket.end(greeting);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, "close");
    },
  };
}
