import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Where Linux takes the ports of clients from. */
const range = { first: 32_768, count: 28_232 } as const;
/** How many ports in a row may be somebody else's. */
const mostTries = 100;

// Processes begin at different ones, with as many left as a test run takes.
let taken = Math.floor((Math.random() * range.count) / 2);

export interface ClientOptions {
  /** Aborted before it is connected, the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is given the socket before it is connected. */
  onSocket(socket: Socket): void;
}

/**
 * Connects to a forwarded port, from a port that no other client of this process has. The gateway gives each connection the client's own
 * port, and the system gives clients of different forwards the same one now and then: to the device, two such connections would be one.
 */
export async function openClient(
  { host, port }: { readonly host: string; readonly port: number },
  { signal, onSocket }: ClientOptions,
): Promise<Socket> {
  for (let tries = 1; ; tries++) {
    const socket = connect({ host, port, localPort: range.first + (taken++ % range.count) });
    onSocket(socket);
    try {
      await once(socket, "connect", { signal });
      return socket;
    } catch (error) {
      socket.destroy();
      signal?.throwIfAborted();
      if (!isTaken(error) || tries === mostTries) {
        throw error;
      }
    }
  }
}

function isTaken(error: unknown): boolean {
  return ["EADDRINUSE", "EADDRNOTAVAIL"].includes(String((error as NodeJS.ErrnoException).code));
}
