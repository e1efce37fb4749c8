import type { Socket } from "node:net";
import type { NetworkError } from "../error.ts";
import type { Link } from "../link/link.ts";
import type { Member } from "../member.ts";

/** Somebody on a network who came over TCP: a QEMU, or another network's switch. */
export interface Guest {
  /** Its name, for reports. */
  readonly name: string;
  /** The way between both; it can be disturbed like any other. */
  readonly link: Link;
  /** Resolves when it has left: with an error where it did so inside a frame, or sent what is none. Never rejects. */
  readonly ended: Promise<NetworkError | undefined>;
  /** Ends the connection. */
  leave(): void;
}

/** Joins a member and a TCP connection. */
export function guest(member: Member, socket: Socket): Guest {
  socket.setNoDelay(true);
  // The other machine may vanish without a word.
  socket.setKeepAlive(true, 10_000);
  member.port.join(socket);
  return { name: member.name, link: member.link, ended: member.port.ended, leave: () => member.leave() };
}
