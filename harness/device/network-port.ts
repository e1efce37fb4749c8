import type { Forward, ForwardOptions, Link } from "../network/index.ts";

/** A device's place on a network, and its ports on the host. */
export interface NetworkPort {
  readonly address: string;
  /** Whether other devices may be on the network. */
  readonly isShared?: boolean;
  /** The device's name in DNS, where the network has names. */
  readonly hostname?: string;
  /** The seed of all that is random on the network; undefined where the network is a real one. */
  readonly seed?: number;
  readonly link: Link;
  forward(port: number, options?: ForwardOptions): Promise<Forward>;
}
