import type { Clock } from "./clock.ts";

/** The device's serial console. Iterating ends when the machine is gone; what was printed before still comes. */
export interface Console extends AsyncIterable<Uint8Array> {
  write(bytes: Uint8Array): void;
}

/** What can be done to a machine from outside the program. */
export interface Control {
  resume(): Promise<void>;
  pause(): Promise<void>;
  /** Where the processor is this moment, or undefined where it cannot be asked. */
  programCounter(): Promise<number | undefined>;
  /** Ends the machine; resolves when it is gone. Never rejects. */
  quit(): Promise<void>;
}

/** Where a program runs: QEMU, or a board. It exists paused before its first instruction. */
export interface Machine {
  readonly console: Console;
  readonly control: Control;
  readonly clock: Clock;
  /** Resolves when the machine is gone, with one line that says how. */
  readonly ended: Promise<string>;
}

export interface ForwardOptions {
  /** Default `"tcp"`. */
  protocol?: "tcp" | "udp";
  /** The port on the host. Default: a free one. */
  hostPort?: number;
}

/** Where the host reaches a port of the device. */
export interface HostAddress {
  readonly host: string;
  readonly port: number;
}

/** A device's place on a network, as seen by the machine that joins it. */
export interface NetworkPort {
  /** QEMU's arguments for the network card. */
  readonly netdevArgs: readonly string[];
  readonly address: string;
  readonly link: unknown;
  forward(port: number, options: ForwardOptions): Promise<HostAddress>;
}
