import type { Capture } from "./capture/capture.ts";
import type { LinkClock } from "./link/clock.ts";
import { Link } from "./link/link.ts";
import { Port, type PortOptions } from "./port.ts";
import type { Station, Switch } from "./switch.ts";

export interface MemberOptions {
  name: string;
  seed: number;
  clock: LinkClock;
  ethernet: Switch;
  /** Whether a packet may go down to the member at all. Default: each may. */
  accepts?: (packet: Buffer) => boolean;
  limit?: PortOptions["limit"];
}

/**
 * A device, or the host: a port, a link, and its place at the switch.
 */
export class Member implements Station {
  readonly name: string;
  readonly port: Port;
  readonly link: Link;
  readonly #ethernet: Switch;
  readonly #accepts: (packet: Buffer) => boolean;
  #received: ((packet: Buffer) => void) | undefined;

  constructor({ name, seed, clock, ethernet, accepts = () => true, limit }: MemberOptions) {
    this.name = name;
    this.#ethernet = ethernet;
    this.#accepts = accepts;
    const user = { receive: (packet: Buffer) => this.link.up.send(packet), idle: () => ethernet.flush() };
    this.port = new Port({ name, user, limit });
    this.link = new Link({
      name,
      seed,
      clock,
      up: (packet) => ethernet.receive(this, packet),
      down: (packet) => this.#arrive(packet),
    });
    ethernet.add(this);
    void this.port.ended.then(() => this.leave());
  }

  /** Writes down what this member sends and receives. */
  capture(capture: Capture): void {
    this.#received = capture.add(this.name, this.link);
  }

  send(packet: Buffer): void {
    if (this.#accepts(packet)) {
      this.link.down.send(packet);
    }
  }

  flush(): void {
    this.port.flush();
  }

  leave(): void {
    this.#ethernet.remove(this);
    this.port.close();
  }

  #arrive(packet: Buffer): void {
    this.#received?.(packet);
    this.port.send(packet);
    this.#ethernet.wake(this);
  }
}
