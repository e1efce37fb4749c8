import { isIPv4 } from "node:net";
import { checkGiven, checkValue, rules } from "../base/given.ts";
import type { ForwardOptions } from "./network-options.ts";

/** What may be said of a port of the host that leads to a device's. */
export const forwardRules = {
  protocol: { fits: (value: unknown) => value === "tcp" || value === "udp", expected: '"tcp" or "udp"' },
  hostPort: rules.anyPort,
  host: {
    fits: (value: unknown) => typeof value === "string" && isIPv4(value),
    expected: 'an IPv4 address of this machine, such as "127.0.0.1", or "0.0.0.0" for all of them',
  },
  signal: rules.signal,
} as const satisfies Record<keyof ForwardOptions, unknown>;

/**
 * Checks the port of a device that is to be reached, and how.
 *
 * @throws UsageError `EINVAL`, with what was expected and what came
 */
export function checkForward(port: unknown, options: unknown): void {
  checkValue("the device's port", port, rules.port);
  checkGiven("forward", options, forwardRules);
}
