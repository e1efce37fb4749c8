import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { NetworkError } from "../error.ts";
import type { Rule } from "./rules.ts";

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program uses that port; choose another one, or 0 for any that is free",
  EACCES: "ports below 1024 need privileges; choose a higher one, or 0 for any that is free",
  EADDRNOTAVAIL: "this machine has no such address; 127.0.0.1 and 0.0.0.0 are always there",
};

/** Why a port of this machine cannot be had, and what to do, by the code; undefined for other codes. */
export function reasonFor(code: string): string | undefined {
  return reasons[code];
}

/**
 * QEMU only says that it cannot forward. Why not is found out by trying to take the port.
 */
export async function explainRefusal(rule: Rule, answer: string): Promise<NetworkError> {
  const { protocol, host, hostPort, device, devicePort } = rule;
  const cause = await tryPort(rule);
  const code = cause?.code ?? "EIO";
  const reason = reasonFor(code) ?? cause?.message ?? answer;
  const what = `cannot forward ${protocol} port ${hostPort} of ${host} to ${device}:${devicePort}`;
  return new NetworkError(`${what}: ${reason}`, code, cause ?? new Error(answer));
}

async function tryPort({ protocol, host, hostPort }: Rule): Promise<NodeJS.ErrnoException | undefined> {
  const socket = protocol === "tcp" ? createServer() : createSocket("udp4");
  try {
    const listening = once(socket, "listening");
    if ("listen" in socket) {
      socket.listen(hostPort, host);
    } else {
      socket.bind(hostPort, host);
    }
    await listening;
    await new Promise<void>((resolve) => socket.close(() => resolve()));
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}
