import type { Async } from "./async.ts";
import { type DATAGRAM, Socket, type STREAM } from "./socket.ts";

/** Wraps a socket; where that fails, closes it: nobody else knows of it. */
export function adopt<A extends Async<Socket>>(Class: new (socket: Socket) => A, socket: Socket): A {
  try {
    return new Class(socket);
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** A new socket, in the reactor. */
export function openAsync<A extends Async<Socket>>(
  Class: new (socket: Socket) => A,
  family: 4 | 6,
  type: typeof STREAM | typeof DATAGRAM,
): A {
  return adopt(Class, Socket.open(family, type));
}
