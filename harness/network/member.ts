import type { Capture, Extent } from "./capture/capture.ts";
import type { Interface } from "./capture/pcapng.ts";
import type { LinkClock } from "./link/clock.ts";
import { Link } from "./link/link.ts";
import { Pacer } from "./pacer.ts";
import { defaultLimit, Port, type PortOptions } from "./port.ts";
import type { Station, Switch } from "./switch.ts";

export interface MemberOptions {
  name: string;
  seed: number;
  clock: LinkClock;
  ethernet: Switch;
  /** Whether a packet may go down to the member at all. Default: each may. */
  accepts?: (packet: Buffer) => boolean;
  /** Whether a packet that the member itself sends may enter its link. Default: each may. */
  enters?: (packet: Buffer) => boolean;
  /** Takes packets that would go to the member, and answers in its place; returns whether it did. Default: none does. */
  answers?: (packet: Buffer, reply: (packet: Buffer) => void) => boolean;
  /** Whether it is a device, whose network card holds little: it is given no more frames at once than that. */
  isPaced?: boolean;
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
  readonly #enters: MemberOptions["enters"];
  readonly #answers: MemberOptions["answers"];
  #pacer: Pacer | undefined;
  #received: ((packet: Buffer) => void) | undefined;

  constructor({
    name,
    seed,
    clock,
    ethernet,
    accepts = () => true,
    enters,
    answers,
    isPaced = false,
    limit,
  }: MemberOptions) {
    this.name = name;
    this.#ethernet = ethernet;
    this.#accepts = accepts;
    this.#enters = enters;
    this.#answers = answers;
    const user = { receive: (packet: Buffer) => this.#heard(packet), idle: () => ethernet.flush() };
    this.port = new Port({ name, user, limit });
    this.link = new Link({
      name,
      seed,
      clock,
      up: (packet) => ethernet.receive(this, packet),
      down: (packet) => this.#arrive(packet),
    });
    const deliver = (packet: Buffer) => this.#deliver(packet);
    this.#pacer = isPaced ? new Pacer({ clock, deliver, limit: limit ?? defaultLimit }) : undefined;
    ethernet.add(this);
    void this.port.ended.then(() => this.leave());
  }

  /** Frames that were dropped because the member did not take them. */
  get dropped(): number {
    return this.port.dropped + (this.#pacer?.dropped ?? 0);
  }

  /** Writes down what this member sends and receives. */
  capture(capture: Capture, described: Omit<Interface, "name">, extent?: Extent): void {
    this.#received = capture.add({ name: this.name, ...described }, this.link, extent);
  }

  /** From now on it is given frames as they come: it is no network card. */
  hurry(): void {
    this.#pacer?.end();
    this.#pacer = undefined;
  }

  /** Sends something to the member itself: no link disturbs it, and no capture has it. */
  tell(packet: Buffer): void {
    this.port.send(packet);
    this.port.flush();
  }

  /** Sends a packet of this process's own, which is the member, once everybody has what is being forwarded. */
  originate(packet: Buffer): void {
    this.#ethernet.later(() => {
      if (this.#enters === undefined || this.#enters(packet)) {
        this.link.up.send(packet);
      }
    });
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
    this.link.end();
  }

  /** Sends what the network answers in the member's place, once everybody has what is being forwarded. */
  #reply(packet: Buffer): void {
    this.#ethernet.later(() => this.link.up.send(packet));
  }

  #heard(packet: Buffer): void {
    this.#pacer?.heard(packet);
    if (this.#enters === undefined || this.#enters(packet)) {
      this.link.up.send(packet);
    }
  }

  #arrive(packet: Buffer): void {
    if (this.#pacer === undefined) {
      this.#deliver(packet);
    } else {
      this.#pacer.push(packet);
    }
  }

  #deliver(packet: Buffer): void {
    this.#received?.(packet);
    if (this.#answers?.(packet, (answer) => this.#reply(answer))) {
      return;
    }
    this.port.send(packet);
    this.#ethernet.wake(this);
  }
}
