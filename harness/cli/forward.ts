import { InvalidArgumentError } from "commander";
import type { PortForward } from "../device/options.ts";

/** Reads a port of the host and one of the device, `HOST:DEVICE` or `HOST:DEVICE/udp`, and adds it to those before. */
export function readForward(text: string, before: readonly PortForward[] = []): PortForward[] {
  const [, host, device, protocol = "tcp"] = /^(\d+):(\d+)(?:\/(tcp|udp))?$/.exec(text) ?? [];
  const [hostPort, devicePort] = [Number(host), Number(device)];
  if (!isPort(hostPort) || !isPort(devicePort)) {
    throw new InvalidArgumentError(
      "It must be HOST:DEVICE or HOST:DEVICE/udp, both ports from 1 to 65535, as in 8080:80.",
    );
  }
  return [...before, { hostPort, port: devicePort, protocol: protocol as "tcp" | "udp" }];
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
