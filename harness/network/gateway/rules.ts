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
