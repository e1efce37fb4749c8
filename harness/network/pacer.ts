import type { LinkClock } from "./link/clock.ts";
import type { Next } from "./link/stages/stage.ts";
import { acknowledgement, connectionOf, covers, type Segment, segment } from "./segment.ts";

/** What a card holds of frames that its driver has not read: of a LAN9118's 10,560 bytes, with the word behind each frame. */
const window = { bytes: 10_000, overhead: 8 } as const;
/**
 * How long frames count as unread without a sign that they were read: those that will be acknowledged, and others. Twice as long each
 * time that was waited for in vain, until the device is heard: its QEMU may be waiting for a processor. Not for long where nothing has
 * to be heard, or a device that only listens would get next to nothing. A segment is one of the others where the device has never
 * acknowledged any of its connection: it may be nobody's. In milliseconds.
 */
const patience = { acknowledged: { first: 60, most: 960 }, other: { first: 10, most: 20 } } as const;

/** Connections that are known to be acknowledged: more than a device has. */
const mostKnown = 1_024;

interface Unread {
  readonly size: number;
  readonly sent: number;
  /** The part of a TCP connection that the frame carries; undefined where nothing will acknowledge it. */
  readonly segment: Segment | undefined;
  readonly patience: (typeof patience)[keyof typeof patience];
}

export interface PacerOptions {
  clock: LinkClock;
  deliver: Next;
  /** Bytes that may wait; what comes beyond is dropped. */
  limit: number;
}

/**
 * Gives a device no more frames at once than its network card holds. The card drops what is beyond, and nothing on QEMU's stream says
 * how much it has taken: many connections that send at the same time would each lose frames and wait a second to send them again. A
 * card reads in order, so what a device acknowledges tells what it has read by then.
 */
export class Pacer {
  /** Frames that were dropped because too many waited. */
  dropped = 0;
  readonly #options: PacerOptions;
  #unread: Unread[] = [];
  #unreadBytes = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Connections of which the device has acknowledged something. */
  readonly #acknowledged = new Set<string>();
  /** How often the device was waited for in vain since it was heard. */
  #silences = 0;
  #cancel: (() => void) | undefined;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** Takes a packet for the device. */
  push(packet: Buffer): void {
    if (this.#waiting.length === 0) {
      this.#forgetOld();
      if (this.#fits(packet)) {
        this.#send(packet);
        return;
      }
    }
    if (this.#waitingBytes + packet.length > this.#options.limit) {
      this.dropped++;
      return;
    }
    this.#waiting.push(packet);
    this.#waitingBytes += packet.length;
    this.#arm();
  }

  /** The device sent a packet: it has read what it answers, and all before that. */
  heard(packet: Buffer): void {
    if (this.#unread.length === 0) {
      return;
    }
    this.#silences = 0;
    const acknowledged = acknowledgement(packet);
    this.#learn(acknowledged?.connection);
    if (acknowledged === undefined) {
      // An answer to a datagram, perhaps: to no more than the first one.
      this.#read(1);
    } else {
      this.#read(
        this.#unread.findLastIndex(({ segment: sent }) => sent !== undefined && acknowledged.covers(sent)) + 1,
      );
    }
    this.#release();
  }

  /** Lets everything go that waits. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const packet of this.#waiting) {
      this.#options.deliver(packet);
    }
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #fits(packet: Buffer): boolean {
    return this.#unread.length === 0 || this.#unreadBytes + packet.length + window.overhead <= window.bytes;
  }

  #send(packet: Buffer): void {
    const size = packet.length + window.overhead;
    const carried = segment(packet);
    // Of what is sent twice, the first acknowledgement is the first one's.
    const isFirst = carried !== undefined && !this.#unread.some(({ segment: sent }) => sent && covers(sent, carried));
    const isAwaited = isFirst && this.#acknowledged.has(connectionOf(carried));
    this.#unread.push({
      size,
      sent: this.#options.clock.now(),
      segment: isFirst ? carried : undefined,
      patience: isAwaited ? patience.acknowledged : patience.other,
    });
    this.#unreadBytes += size;
    this.#options.deliver(packet);
  }

  #learn(connection: string | undefined): void {
    if (connection !== undefined && !this.#acknowledged.has(connection)) {
      if (this.#acknowledged.size === mostKnown) {
        this.#acknowledged.clear();
      }
      this.#acknowledged.add(connection);
    }
  }

  #read(count: number): void {
    for (const { size } of this.#unread.splice(0, count)) {
      this.#unreadBytes -= size;
    }
  }

  /** What is old was read, or lost. */
  #forgetOld(): void {
    const [first] = this.#unread;
    if (first === undefined) {
      return;
    }
    const now = this.#options.clock.now();
    if (this.#oldAt(first) <= now) {
      const younger = this.#unread.findIndex((one) => this.#oldAt(one) > now);
      this.#read(younger === -1 ? this.#unread.length : younger);
    }
  }

  #release(): void {
    let count = 0;
    for (const packet of this.#waiting) {
      if (!this.#fits(packet)) {
        break;
      }
      count++;
      this.#waitingBytes -= packet.length;
      this.#send(packet);
    }
    this.#waiting.splice(0, count);
    this.#arm();
  }

  /** Waits for the oldest unread frame to be old, where others wait for it. */
  #arm(): void {
    if (this.#cancel !== undefined || this.#waiting.length === 0) {
      return;
    }
    const { clock } = this.#options;
    const [first] = this.#unread;
    this.#cancel = clock.at(first === undefined ? clock.now() : this.#oldAt(first), () => {
      this.#cancel = undefined;
      const before = this.#unread.length;
      this.#forgetOld();
      this.#silences += this.#unread.length < before ? 1 : 0;
      this.#release();
    });
  }

  /** The instant from which on a frame counts as read. */
  #oldAt({ sent, patience: { first, most } }: Unread): number {
    return sent + Math.min(first * 2 ** this.#silences, most);
  }
}
