import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { explainRefusal } from "./explain.ts";
import type { Rule } from "./rules.ts";

/** Connections that may wait for this process: what Node has by itself, and no system less than 128. */
const backlog = 511;

/** A port of this host that is open. */
export interface Listener {
  readonly port: number;
  /** Nobody else comes in by it; connections that are there stay. */
  close(): void;
}

/**
 * Opens a TCP port of this host.
 *
 * @param onClient is given each client's socket, whose halves end apart
 * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the port cannot be had
 */
export async function listenTcp(rule: Rule, onClient: (socket: Socket) => void): Promise<Listener> {
  const server = createServer({ allowHalfOpen: true }, onClient);
  try {
    server.listen({ host: rule.host, port: rule.hostPort, backlog, exclusive: true });
    await once(server, "listening");
  } catch (error) {
    throw explainRefusal(rule, error as NodeJS.ErrnoException);
  }
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

/**
 * Opens a UDP port of this host.
 *
 * @param onSocket is given its socket before any datagram
 * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the port cannot be had
 */
export async function listenUdp(rule: Rule, onSocket: (socket: DatagramSocket) => void): Promise<Listener> {
  const socket = createSocket("udp4");
  onSocket(socket);
  try {
    socket.bind({ address: rule.host, port: rule.hostPort, exclusive: true });
    await once(socket, "listening");
  } catch (error) {
    throw explainRefusal(rule, error as NodeJS.ErrnoException);
  }
  socket.on("error", () => {});
  let isClosed = false;
  const close = () => {
    if (!isClosed) {
      isClosed = true;
      socket.close();
    }
  };
  return { port: socket.address().port, close };
}
