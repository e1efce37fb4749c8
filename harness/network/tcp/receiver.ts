import { flags, longestData, type Segment } from "./segment.ts";
import { after, distance } from "./sequence.ts";

/** The window without scaling (RFC 9293). */
const most = 0xffff;

interface Part {
  readonly sequence: number;
  readonly data: Buffer;
  readonly isEnd: boolean;
}

/** What is to be acknowledged: nothing, soon, or at once. */
export type Acknowledge = "nothing" | "soon" | "now";

/** What a {@link Receiver} needs of its connection. */
export interface ReceiverOptions {
  /** The first byte's number. */
  readonly first: number;
  /** Bytes that were delivered and not taken yet: so much smaller is the window. */
  untaken(): number;
  deliver(data: Buffer): void;
  /** The peer sends nothing more. */
  onEnd(): void;
}

/** The receiving half of a connection: puts segments in order, and tells the peer how much room there is (RFC 9293). */
export class Receiver {
  readonly #options: ReceiverOptions;
  #next: number;
  /** The number behind the room that the peer was told of: it is never taken back. */
  #edge: number;
  /** What came too early, by its number. */
  #early: Part[] = [];
  /** Segments since the last acknowledgement. */
  #unacknowledged = 0;
  #hasEnded = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#next = options.first;
    this.#edge = after(options.first, most);
  }

  /** The next number that is expected. */
  get next(): number {
    return this.#next;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** The window for the next segment, which tells the peer. */
  tell(): number {
    this.#unacknowledged = 0;
    const edge = after(this.#next, Math.max(0, most - this.#options.untaken()));
    if (distance(this.#edge, edge) > 0) {
      this.#edge = edge;
    }
    return Math.max(0, distance(this.#next, this.#edge));
  }

  /** Whether the peer is to be told of more room: two segments' worth, so that it is not told of each byte. */
  get hasNews(): boolean {
    const room = most - this.#options.untaken();
    return !this.#hasEnded && room - distance(this.#next, this.#edge) >= 2 * longestData;
  }

  /** Whether a segment lies in the window (RFC 9293, 3.10.7.4): its reset or its acknowledgement may be the connection's. */
  accepts({ sequence, data }: Segment): boolean {
    const from = distance(this.#next, sequence);
    const room = distance(this.#next, this.#edge);
    return from < Math.max(room, 1) && from + data.length >= 0;
  }

  take({ sequence, data, flags: bits }: Segment): Acknowledge {
    const isEnd = (bits & flags.fin) !== 0;
    if (data.length === 0 && !isEnd) {
      return distance(this.#next, sequence) === 0 ? "nothing" : "now";
    }
    if (distance(this.#next, sequence) > 0) {
      this.#keep({ sequence, data, isEnd });
      return "now";
    }
    const before = this.#next;
    const hadEarly = this.#early.length > 0;
    this.#add({ sequence, data, isEnd });
    this.#addEarly();
    if (this.#next === before || hadEarly || this.#hasEnded) {
      return "now";
    }
    // Every second one at least (RFC 9293, 3.8.6.3).
    this.#unacknowledged++;
    return this.#unacknowledged < 2 ? "soon" : "now";
  }

  #keep(part: Part): void {
    if (distance(this.#edge, after(part.sequence, part.data.length)) > 0) {
      return;
    }
    const place = this.#early.findIndex(({ sequence }) => distance(part.sequence, sequence) >= 0);
    const same = this.#early[place];
    if (same?.sequence === part.sequence && same.data.length >= part.data.length) {
      return;
    }
    this.#early.splice(place === -1 ? this.#early.length : place, 0, part);
  }

  #addEarly(): void {
    for (let part = this.#early[0]; part !== undefined; part = this.#early[0]) {
      if (distance(this.#next, part.sequence) > 0) {
        break;
      }
      this.#early.shift();
      this.#add(part);
    }
  }

  /** Delivers what of a part is new and has room. */
  #add({ sequence, data, isEnd }: Part): void {
    const old = distance(sequence, this.#next);
    const room = distance(this.#next, this.#edge);
    if (this.#hasEnded || old > data.length) {
      return;
    }
    const fresh = data.subarray(old, old + Math.max(0, room));
    this.#next = after(this.#next, fresh.length);
    if (fresh.length > 0) {
      this.#options.deliver(fresh);
    }
    if (isEnd && old + fresh.length === data.length) {
      this.#hasEnded = true;
      this.#next = after(this.#next, 1);
      this.#early = [];
      this.#options.onEnd();
    }
  }
}
