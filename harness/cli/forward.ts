import { InvalidArgumentError } from "commander";

/** A port of the device that the host reaches at a port of its own. */
export interface Forward {
  readonly hostPort: number;
  readonly devicePort: number;
  readonly protocol: "tcp" | "udp";
}

/** Reads `HOST:DEVICE`, or `HOST:DEVICE/udp`, and adds it to those before. */
export function readForward(text: string, before: readonly Forward[]): Forward[] {
  const [, host, device, protocol = "tcp"] = /^(\d+):(\d+)(?:\/(tcp|udp))?$/.exec(text) ?? [];
  const [hostPort, devicePort] = [Number(host), Number(device)];
  if (!isPort(hostPort) || !isPort(devicePort)) {
    throw new InvalidArgumentError(
      "It must be HOST:DEVICE or HOST:DEVICE/udp, both ports from 1 to 65535, as in 8080:80.",
    );
  }
  return [...before, { hostPort, devicePort, protocol: protocol as "tcp" | "udp" }];
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
