import { numberOf } from "../../../../harness/network/gateway/places.ts";
import { Link } from "../../../../harness/network/link/link.ts";
import type { LinkOptions } from "../../../../harness/network/link/options.ts";
import { Connection, type ConnectionUser, type Failure } from "../../../../harness/network/tcp/connection.ts";
import { Delayed } from "../../../../harness/network/tcp/delayed.ts";
import { type Ends, flags, readSegment, type Segment } from "../../../../harness/network/tcp/segment.ts";
import { ManualClock } from "../helpers/manual-clock.ts";

const tcpAt = 4 + 14 + 20;

/** What came to one end of a connection. */
export class End implements ConnectionUser {
  connection: Connection | undefined;
  readonly chunks: Buffer[] = [];
  isOpen = false;
  hasEnded = false;
  /** "well" where both have had all of each other's. */
  closed: Failure | "well" | undefined;
  isGone = false;
  /** Bytes that it leaves untaken. */
  kept = 0;
  onSent = () => {};

  get received(): Buffer {
    return Buffer.concat(this.chunks);
  }

  onOpen(): void {
    this.isOpen = true;
  }

  onData(bytes: Buffer): void {
    this.chunks.push(Buffer.from(bytes));
  }

  onEnd(): void {
    this.hasEnded = true;
  }

  onClose(failure?: Failure): void {
    this.closed = failure ?? "well";
  }

  untaken(): number {
    return this.kept;
  }
}

/** Two ends of a connection, on a link of a clock that a test moves. */
export class Pair {
  readonly clock = new ManualClock();
  readonly #delayed = new Delayed(this.clock);
  readonly near = new End();
  readonly far = new End();
  /** Every segment that was sent, before the link. */
  readonly sent: { readonly by: "near" | "far"; readonly segment: Segment }[] = [];
  readonly link: Link;
  /** What the far end does with a SYN. */
  answer: (connection: Connection, syn: Segment) => void = (connection, syn) => connection.accept(syn);

  readonly #farInitial: number;

  /** @param farInitial the number of the far end's SYN */
  constructor(options: LinkOptions = {}, { seed = 1, farInitial = 0x7fffff00 } = {}) {
    this.#farInitial = farInitial;
    this.link = new Link({
      name: "far",
      seed,
      clock: this.clock,
      up: (packet) => this.#deliver(this.near, packet),
      down: (packet) => this.#deliver(this.far, packet),
    });
    this.link.set(options);
    this.near.connection = this.#make("near", this.near, ends("10.0.2.2", 49_152, "10.0.2.15", 7));
  }

  connect(): void {
    this.near.connection?.connect();
  }

  /** How many segments an end sent with those flags, and with no others. */
  count(by: "near" | "far", bits: number): number {
    return this.sent.filter((one) => one.by === by && one.segment.flags === bits).length;
  }

  #make(by: "near" | "far", user: End, from: Ends): Connection {
    return new Connection({
      clock: this.clock,
      delayed: this.#delayed,
      ends: from,
      initial: by === "near" ? 0xffffff00 : this.#farInitial,
      user,
      send: (packet) => {
        const segment = readSegment(packet, tcpAt, packet.length);
        if (segment === undefined) {
          throw new Error("a segment's checksum is wrong");
        }
        this.sent.push({ by, segment });
        // Not within the call: what it answers would come before what is sent next.
        this.clock.at(this.clock.now(), () => this.link[by === "near" ? "down" : "up"].send(packet));
      },
      onGone: () => {
        user.isGone = true;
      },
    });
  }

  #deliver(to: End, packet: Buffer): void {
    const segment = readSegment(packet, tcpAt, packet.length);
    if (segment === undefined) {
      return;
    }
    if (to.connection === undefined && (segment.flags & flags.syn) !== 0) {
      const connection = this.#make("far", to, ends("10.0.2.15", 7, "10.0.2.2", 49_152));
      to.connection = connection;
      this.answer(connection, segment);
      return;
    }
    to.connection?.receive(segment);
  }
}

function ends(local: string, localPort: number, remote: string, remotePort: number): Ends {
  return { localAddress: numberOf(local), localPort, remoteAddress: numberOf(remote), remotePort };
}
