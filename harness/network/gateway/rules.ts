/** What a device's port is forwarded by. */
export type Protocol = "tcp" | "udp";

/** A way from a port of the host to a port of a device. */
export interface Rule {
  readonly protocol: Protocol;
  /** The host's address. */
  readonly host: string;
  readonly hostPort: number;
  readonly device: string;
  readonly devicePort: number;
}

/** As `hostfwd_add` takes it. */
export function addition({ protocol, host, hostPort, device, devicePort }: Rule): string {
  return `${protocol}:${host}:${hostPort}-${device}:${devicePort}`;
}

/** As `hostfwd_remove` takes it. */
export function removal({ protocol, host, hostPort }: Rule): string {
  return `${protocol}:${host}:${hostPort}`;
}

const line =
  /^\s*(?<protocol>TCP|UDP)\[HOST_FORWARD\]\s+\d+\s+(?<host>\S+)\s+(?<hostPort>\d+)\s+(?<device>\S+)\s+(?<devicePort>\d+)/;

/** The rules in what `info usernet` prints. */
export function parseRules(text: string): Rule[] {
  return text.split(/\r?\n/).flatMap((row) => {
    const groups = line.exec(row)?.groups;
    if (groups === undefined) {
      return [];
    }
    const { protocol = "", host = "", hostPort, device = "", devicePort } = groups;
    return {
      protocol: protocol === "TCP" ? "tcp" : "udp",
      host,
      hostPort: Number(hostPort),
      device,
      devicePort: Number(devicePort),
    } satisfies Rule;
  });
}
