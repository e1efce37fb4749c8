import type { Writable } from "node:stream";
import type { TimeProfile } from "../base/choices.ts";
import type { GatewayStatistics, Internet } from "./gateway/accepts.ts";
import type { Protocol } from "./gateway/rules.ts";
import type { Link } from "./link/link.ts";
import type { LinkOptions } from "./link/options.ts";
import type { SwitchStatistics } from "./switch.ts";

/** Of networks that are not given one. */
export const defaultSeed = 1;

/** What a network is made with. */
export interface NetworkOptions {
  /** For everything random on the network: the same seed and the same frames, the same faults. Default 1. */
  seed?: number;
  /** A pcapng file to write, with an interface for each port; or a stream, whose chunks are the file's blocks. */
  capture?: string | Writable | undefined;
  /**
   * Whether devices reach addresses outside the virtual network, through the host: all, or those that are listed, as in
   * `["203.0.113.5:80", "198.51.100.0/24"]`. Default `false`: such packets vanish.
   */
  internet?: Internet;
  /** What the link of each device does from the beginning, in both directions. Default: nothing. */
  link?: LinkOptions;
  /** The first device's address; the others follow. Default `"10.0.2.15"`. */
  firstAddress?: string;
  /**
   * Whose time it is. `"virtual"`: the devices'. They go on together, from instant to instant, as they would on one network, and time
   * stands still until it is told to go on: `advance`, `resume`, and whatever waits for a device. Default: what the first device has.
   */
  time?: TimeProfile;
  /** In virtual time: milliseconds that a frame takes to a device, beside what links do to it. Default 0.05. */
  wire?: number;
  /** Hears once that the host takes part in virtual time, and what is not the same in each run then. Default: a Node warning. */
  onNotice?: (text: string) => void;
}

/** What a device's place on a network is to be. */
export interface AttachOptions {
  /**
   * In captures, messages and the link's random numbers; `NAME.test` is its name on the network. Default `"device"`, and
   * `"device-2"` for the second of that name.
   */
  name?: string;
  /** The device's address. Default: the one it had when it was here before, else the lowest free one. */
  address?: string;
  /** A descriptor that QEMU will inherit, a socket whose other end is given to `join`. Default: a Unix socket is made. */
  descriptor?: number;
}

/** How a port of the host leads to one of a device. */
export interface ForwardOptions {
  /** Default `"tcp"`. */
  protocol?: Protocol;
  /** Default 0: any that is free. */
  hostPort?: number;
  /** The host's address. Default `"127.0.0.1"`; `"0.0.0.0"` lets other machines in. */
  host?: string;
  /** Aborted, the promise rejects with its reason, and nothing is forwarded. */
  signal?: AbortSignal | undefined;
}

/** What became of frames that did not go on. */
export interface NetworkStatistics extends SwitchStatistics, GatewayStatistics {
  /** From other machines, in the name of a device that is here. */
  conflicts: number;
}

/** A port of the host that leads to a device. */
export interface Forward {
  /** The address that it listens on, on this host. */
  readonly host: string;
  /** The port on this host, 1 to 65535. */
  readonly port: number;
  /** Closes the port. */
  close(): Promise<void>;
}

/** Whoever has a link: a device, an attachment, the network's `host`. */
export interface Linked {
  /** The link: delay, loss and the like. */
  readonly link: Link;
}
