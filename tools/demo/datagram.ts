import { createSocket } from "node:dgram";
import { once } from "node:events";

/** How long one datagram is waited for, and how many are sent at most: UDP may lose some. */
const patience = 1_000;
const attempts = 3;

/**
 * Sends a datagram to somebody who echoes, and returns what comes back.
 *
 * @throws Error nothing came back
 */
export async function echoDatagram(host: string, port: number, text: string, signal: AbortSignal): Promise<string> {
  const socket = createSocket("udp4");
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const late = new AbortController();
      // Not AbortSignal.timeout(): Node 20 collects one that only AbortSignal.any() refers to, and it never fires.
      const timer = setTimeout(() => late.abort(), patience);
      const limit = AbortSignal.any([signal, late.signal]);
      const answer = once(socket, "message", { signal: limit }).catch(() => undefined);
      socket.send(text, port, host);
      const [message] = (await answer) ?? [];
      clearTimeout(timer);
      if (message !== undefined) {
        return (message as Buffer).toString();
      }
      signal.throwIfAborted();
    }
    throw new Error(`no datagram came back from ${host}:${port} in ${attempts} attempts`);
  } finally {
    socket.close();
  }
}
