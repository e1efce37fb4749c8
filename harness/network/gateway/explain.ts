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

/** Why a port of this machine cannot be forwarded. */
export function explainRefusal(rule: Rule, cause: NodeJS.ErrnoException): NetworkError {
  const { protocol, host, hostPort, device, devicePort } = rule;
  const code = cause.code ?? "EIO";
  const what = `cannot forward ${protocol} port ${hostPort} of ${host} to ${device}:${devicePort}`;
  return new NetworkError(`${what}: ${reasonFor(code) ?? cause.message}`, code, cause);
}
