import { connect, type Socket } from "node:net";
import { NetworkError } from "../error.ts";

/** Which network is joined. */
export interface ConnectOptions {
  /** Where the other network listens. Default `"127.0.0.1"`. */
  host?: string;
  /** The port at which it listens. */
  port: number;
  /** What the connection is called here. Default `"trunk"`. */
  name?: string;
  /** Milliseconds until the other machine must have answered. Default 10,000. */
  timeout?: number;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there; the other network's `listen()` says where it does",
  ENOTFOUND: "there is no machine of that name",
  EHOSTUNREACH: "that machine cannot be reached",
  ENETUNREACH: "that machine cannot be reached",
};

/**
 * Connects to a network that listens.
 *
 * @throws NetworkError `ECONNREFUSED`, `ENOTFOUND`, `ETIMEDOUT` and the like
 */
export function connectTo({ host = "127.0.0.1", port, timeout = 10_000 }: ConnectOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (code: string, reason: string, cause?: unknown) => {
      socket.destroy();
      reject(new NetworkError(`cannot join the network at ${host}:${port}: ${reason}`, code, cause));
    };
    const late = setTimeout(() => fail("ETIMEDOUT", `no answer within ${timeout} ms`), timeout);
    socket.once("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(late);
      const code = error.code ?? "EIO";
      fail(code, reasons[code] ?? error.message, error);
    });
    socket.once("connect", () => {
      clearTimeout(late);
      socket.removeAllListeners("error");
      socket.on("error", () => {});
      resolve(socket);
    });
  });
}
