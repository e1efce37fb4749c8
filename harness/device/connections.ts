import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { unlessAborted } from "../base/unless-aborted.ts";
import { type Forward, NetworkError } from "../network/index.ts";

/** The connections to a device's TCP ports. */
export class Connections {
  readonly #forward: (port: number) => Promise<Forward>;
  readonly #sockets = new Set<Socket>();
  /** Ports of this host, by the device's: one for all its connections. */
  readonly #ways = new Map<number, Promise<Forward>>();

  /** @param forward opens a port of this host that leads to one of the device */
  constructor(forward: (port: number) => Promise<Forward>) {
    this.#forward = forward;
  }

  /** @param device what messages call it */
  async open(port: number, device: string, signal: AbortSignal | undefined): Promise<Socket> {
    const { host, port: hostPort } = await unlessAborted(this.#way(port), signal);
    signal?.throwIfAborted();
    const socket = connect(hostPort, host);
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    try {
      await once(socket, "connect", { signal });
    } catch (error) {
      socket.destroy();
      signal?.throwIfAborted();
      const { code, message } = error as NodeJS.ErrnoException;
      throw new NetworkError(`cannot connect to port ${port} of ${device}: ${message}`, code ?? "EIO", error);
    }
    return socket;
  }

  close(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  #way(port: number): Promise<Forward> {
    const way = this.#ways.get(port) ?? this.#forward(port);
    this.#ways.set(port, way);
    way.catch(() => this.#ways.delete(port));
    return way;
  }
}
