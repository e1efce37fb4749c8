import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { NetworkError } from "../error.ts";
import { reasonFor } from "../gateway/explain.ts";
import type { Guest } from "./guest.ts";

/** Where others join a network, and how many. */
export interface ListenOptions {
  /** This machine's address. Default `"127.0.0.1"`; `"0.0.0.0"` lets other machines in, and whoever reaches the port. */
  host?: string;
  /** Default 0: any that is free. */
  port?: number;
  /** What those who join are called, each with a number. Default `"remote"`. */
  name?: string;
  /** How many may be there at once; further ones are sent away. Default 16. */
  limit?: number;
  /**
   * Whether machines that join are given no more frames at once than QEMU's LAN9118 holds, as devices are: it drops what is beyond. Other
   * cards hold more, and have a faster network without. Default `true`. Networks that join are given frames as they come.
   */
  isPaced?: boolean;
}

/** A port of this machine at which others join a network. */
export interface Listening {
  /** The address that it listens on, on this host. */
  readonly host: string;
  /** The port on this host, 1 to 65535. */
  readonly port: number;
  /** QEMU's arguments for a network backend that joins here, from this machine. */
  readonly netdevArgs: readonly string[];
  /** Who is there. */
  readonly guests: readonly Guest[];
  /** Waits for the next one to join. */
  next(): Promise<Guest>;
  /** Lets nobody in any more; those who are there stay. */
  close(): Promise<void>;
}

/**
 * Lets others join by TCP, with QEMU's framing: four bytes of length, then the frame.
 *
 * @param admit makes a connection a guest
 * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the port cannot be had
 */
export async function listen(
  { host = "127.0.0.1", port = 0, limit = 16 }: ListenOptions,
  admit: (socket: Socket) => Guest,
): Promise<Listening> {
  const guests = new Set<Guest>();
  const waiting: ((guest: Guest) => void)[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => {});
    if (guests.size >= limit) {
      socket.destroy();
      return;
    }
    const one = admit(socket);
    guests.add(one);
    void one.ended.then(() => guests.delete(one));
    waiting.shift()?.(one);
  });
  try {
    await once(server.listen(port, host), "listening");
  } catch (error) {
    const { code = "EIO", message } = error as NodeJS.ErrnoException;
    const what = `cannot let others join the network at ${host}:${port}`;
    throw new NetworkError(`${what}: ${reasonFor(code) ?? message}`, code, error);
  }
  const { port: actual } = server.address() as AddressInfo;
  return {
    host,
    port: actual,
    netdevArgs: ["-netdev", `stream,id=n0,server=off,addr.type=inet,addr.host=${host},addr.port=${actual}`],
    get guests() {
      return [...guests];
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      // Its own promise would wait for the connections, which stay.
      server.close();
    },
  };
}
