import type { LinkClock } from "../link/clock.ts";
import { Alarm } from "./alarm.ts";
import { Congestion } from "./congestion.ts";
import { RoundTrip } from "./round-trip.ts";
import { flags, type Segment } from "./segment.ts";
import { SendBuffer } from "./send-buffer.ts";
import { after, distance } from "./sequence.ts";

/** How often something is sent again before the peer counts as gone: minutes, as the time doubles (RFC 9293, 3.8.3). */
const mostRetransmissions = 12;

/** What a {@link Sender} needs of its connection. */
export interface SenderOptions {
  readonly clock: LinkClock;
  /** The first byte's number. */
  readonly first: number;
  /** The most data of one segment. */
  readonly mss: number;
  readonly window: number;
  /** The number of the peer's segment that told the window. */
  readonly toldBy: number;
  emit(sequence: number, flags: number, data: Buffer): void;
  /** The peer has not acknowledged anything for too long. */
  onGone(): void;
}

const nothing = Buffer.alloc(0);

/** The sending half of a connection: the peer's window, retransmission, and the end of what is sent (RFC 9293, RFC 5681, RFC 6298). */
export class Sender {
  readonly #options: SenderOptions;
  readonly #buffer = new SendBuffer();
  readonly #trip = new RoundTrip();
  readonly #congestion: Congestion;
  readonly #alarm: Alarm;
  /** The first number that is not acknowledged, the next to send, and the one behind all that were sent. */
  #first: number;
  #next: number;
  #highest: number;
  #window: number;
  /** The largest window so far: half of it is worth a segment that is no full one. */
  #largest: number;
  /** Of the segment that told the window: an older one that comes late does not. */
  #told: { readonly sequence: number; readonly acknowledgement: number };
  /** All that was on its way when a loss was noticed lies before this. */
  #recovery = 0;
  #retransmissions = 0;
  #isEnding = false;
  #hasEnded = false;

  constructor(options: SenderOptions) {
    const { clock, first, mss, window, toldBy } = options;
    this.#options = options;
    this.#congestion = new Congestion(mss);
    this.#alarm = new Alarm(clock, () => this.#expired());
    this.#first = first;
    this.#next = first;
    this.#highest = first;
    this.#told = { sequence: toldBy, acknowledgement: first };
    this.#window = window;
    this.#largest = window;
  }

  /** The number behind all that was sent. */
  get highest(): number {
    return this.#highest;
  }

  /** Bytes that are not acknowledged. */
  get pending(): number {
    return this.#buffer.size;
  }

  /** Whether the peer has acknowledged the end. */
  get isDone(): boolean {
    return this.#hasEnded;
  }

  push(bytes: Buffer): void {
    this.#buffer.push(bytes);
    this.flush();
  }

  /** Nothing more is to be sent. */
  end(): void {
    this.#isEnding = true;
    this.flush();
  }

  stop(): void {
    this.#alarm.stop();
    this.#buffer.clear();
  }

  /**
   * Takes a segment's acknowledgement.
   *
   * @returns false where it acknowledges what was never sent
   */
  acknowledge({ sequence, acknowledgement, window, data }: Segment): boolean {
    if (distance(this.#highest, acknowledgement) > 0) {
      return false;
    }
    const bytes = distance(this.#first, acknowledgement);
    if (bytes < 0) {
      return true;
    }
    this.#retransmissions = 0;
    const isSame = window === this.#window;
    this.#tellWindow(sequence, acknowledgement, window);
    if (bytes > 0) {
      this.#progress(bytes, acknowledgement);
    } else if (isSame && data.length === 0 && this.#inFlight > 0 && this.#congestion.duplicated(this.#inFlight)) {
      this.#recovery = this.#highest;
      this.#resend();
    }
    this.flush();
    return true;
  }

  /** Sends what the peer has room for. */
  flush(): void {
    while (!this.#hasEnded) {
      const unsent = this.#buffer.size - this.#inFlight;
      const room = Math.min(this.#window, this.#congestion.window) - this.#inFlight;
      const length = Math.floor(Math.min(unsent, room, this.#options.mss));
      if (unsent < 0 || (unsent === 0 && !this.#isEnding)) {
        break;
      }
      // A small segment is worth it where it is all that there is, or half of what the peer ever had room for (RFC 9293, 3.8.6.2.1).
      const isWorth = length === unsent || length === this.#options.mss || length >= this.#largest / 2;
      if (unsent > 0 && (length <= 0 || !isWorth)) {
        break;
      }
      this.#emit(this.#inFlight, length);
    }
    if (!this.#alarm.isSet && (this.#inFlight > 0 || this.#buffer.size > 0)) {
      // With nothing on its way, it is the window that is waited for: its news may be lost, so that a byte is sent without room.
      this.#alarm.set(this.#trip.timeout);
    }
  }

  get #inFlight(): number {
    return distance(this.#first, this.#next);
  }

  #tellWindow(sequence: number, acknowledgement: number, window: number): void {
    const newer = distance(this.#told.sequence, sequence);
    if (newer < 0 || (newer === 0 && distance(this.#told.acknowledgement, acknowledgement) < 0)) {
      return;
    }
    this.#told = { sequence, acknowledgement };
    if (this.#window === 0 && window > 0) {
      // What was sent without room has been dropped.
      this.#next = this.#first;
      this.#alarm.clear();
    }
    this.#window = window;
    this.#largest = Math.max(this.#largest, window);
  }

  #progress(bytes: number, acknowledgement: number): void {
    const { timed } = this.#trip;
    if (timed !== undefined && distance(timed, acknowledgement) >= 0) {
      this.#trip.acknowledged(this.#options.clock.now());
    }
    this.#trip.progressed();
    this.#hasEnded = bytes > this.#buffer.size;
    this.#buffer.drop(Math.min(bytes, this.#buffer.size));
    this.#first = acknowledgement;
    if (distance(this.#next, this.#first) > 0) {
      this.#next = this.#first;
    }
    if (!this.#congestion.isRecovering) {
      this.#congestion.acknowledged(bytes);
    } else if (distance(this.#recovery, acknowledgement) >= 0) {
      this.#congestion.recovered();
    } else {
      // The next hole behind the one that was filled (RFC 6582).
      this.#resend();
    }
    this.#alarm.clear();
  }

  /** Sends the first segment that is not acknowledged. */
  #resend(): void {
    this.#trip.resent();
    const next = this.#next;
    this.#next = this.#first;
    this.#emit(0, Math.min(this.#buffer.size, this.#options.mss));
    if (distance(this.#next, next) > 0) {
      this.#next = next;
    }
  }

  #emit(start: number, length: number): void {
    const data = length === 0 ? nothing : this.#buffer.slice(start, length);
    const isLast = start + length === this.#buffer.size;
    const isEnd = isLast && this.#isEnding;
    const sequence = this.#next;
    this.#next = after(sequence, length + (isEnd ? 1 : 0));
    if (distance(this.#highest, this.#next) > 0) {
      this.#highest = this.#next;
      this.#trip.sent(this.#next, this.#options.clock.now());
    }
    this.#options.emit(sequence, flags.ack | (isLast && length > 0 ? flags.psh : 0) | (isEnd ? flags.fin : 0), data);
  }

  #expired(): void {
    if (this.#inFlight === 0 && this.#buffer.size === 0) {
      return;
    }
    this.#retransmissions++;
    if (this.#retransmissions > mostRetransmissions) {
      this.#options.onGone();
      return;
    }
    if (this.#inFlight > 0 && this.#window > 0) {
      this.#congestion.lost(this.#inFlight);
    }
    this.#trip.lost();
    this.#next = this.#first;
    this.#emit(0, Math.min(this.#buffer.size, this.#options.mss, Math.max(1, this.#window)));
    this.flush();
  }
}
