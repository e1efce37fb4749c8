import type { LinkClock } from "../link/clock.ts";
import { Alarm } from "./alarm.ts";
import type { Delayed } from "./delayed.ts";
import { type Acknowledge, Receiver } from "./receiver.ts";
import { defaultData, type Ends, flags, longestData, type Segment, writeSegment } from "./segment.ts";
import { Sender } from "./sender.ts";
import { after } from "./sequence.ts";

/** Milliseconds: the first wait for an answer to a SYN, and how often it is sent; each wait is twice the one before. */
const handshake = { first: 1_000, times: 6 } as const;
/** Milliseconds in which a peer may ask again for the last acknowledgement. */
const lingering = 10_000;

/** Why a connection is over that did not end well. */
export type Failure = "ECONNREFUSED" | "ECONNRESET" | "ETIMEDOUT";

/** Hears of a {@link Connection}. */
export interface ConnectionUser {
  /** The peer has agreed to it. */
  onOpen(): void;
  /** Bytes came; they share memory with others. */
  onData(bytes: Buffer): void;
  /** The peer sends nothing more. */
  onEnd(): void;
  /** Bytes were acknowledged: {@link Connection.pending} is less. */
  onSent(): void;
  /** It is over: each side has had all of the other's, or it failed. */
  onClose(failure?: Failure): void;
  /** Bytes that were delivered and not taken yet. */
  untaken(): number;
}

/** What a {@link Connection} is made with. */
export interface ConnectionOptions {
  readonly clock: LinkClock;
  /** The acknowledgements of all connections that wait for an answer to carry them. */
  readonly delayed: Delayed;
  readonly ends: Ends;
  /** The number of the SYN. */
  readonly initial: number;
  readonly user: ConnectionUser;
  send(packet: Buffer): void;
  /** The peer has answered the handshake, or is not asked any more. May be called again. */
  readonly onAnswer?: (() => void) | undefined;
  /** Nothing of it is left: its ends may be another connection's. */
  onGone(): void;
}

const nothing = Buffer.alloc(0);

/**
 * One end of a TCP connection (RFC 9293) to a device. Times are those of the network's clock.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #handshake: Alarm;
  /** Acknowledges what came, where no answer has. */
  readonly #belated = () => this.#acknowledge();
  readonly #lingering: Alarm;
  #sender: Sender | undefined;
  #receiver: Receiver | undefined;
  /** The peer's SYN, where it was the one that asked. */
  #asked: Segment | undefined;
  #tries = 0;
  #isOver = false;
  /** What is sent before the peer has agreed. */
  #early: Buffer[] = [];
  #endsEarly = false;
  #hasEndedFirst = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#handshake = new Alarm(options.clock, () => this.#greet());
    this.#lingering = new Alarm(options.clock, () => this.stop());
  }

  /** Bytes that are to be sent, or to be acknowledged. */
  get pending(): number {
    return this.#early.reduce((sum, { length }) => sum + length, this.#sender?.pending ?? 0);
  }

  /** Asks the peer for a connection. */
  connect(): void {
    this.#greet();
  }

  /** Agrees to the connection that the peer has asked for. */
  accept(syn: Segment): void {
    this.#asked = syn;
    this.#greet();
  }

  /** Refuses the connection that the peer has asked for. */
  refuse(syn: Segment): void {
    this.#asked = syn;
    this.abort();
  }

  /** @param bytes are kept, not copied */
  write(bytes: Buffer): void {
    if (this.#sender === undefined) {
      this.#early.push(bytes);
    } else if (!this.#isOver) {
      this.#sender.push(bytes);
    }
  }

  /** Nothing more is written. */
  end(): void {
    if (this.#sender === undefined) {
      this.#endsEarly = true;
    } else if (!this.#isOver) {
      this.#hasEndedFirst = this.#receiver?.hasEnded === false;
      this.#sender.end();
    }
  }

  /** Ends it at once: the peer is told by a reset. */
  abort(): void {
    if (this.#isOver) {
      return;
    }
    const acknowledgement = this.#receiver?.next ?? (this.#asked && after(this.#asked.sequence, 1)) ?? 0;
    // Of one that was not answered it is 0 (RFC 9293, 3.10.7.1). Zephyr takes no other for a refusal.
    const sequence = this.#sender?.highest ?? (this.#tries > 0 ? after(this.#options.initial, 1) : 0);
    const acknowledges = this.#receiver !== undefined || this.#asked !== undefined;
    if (this.#tries > 0 || acknowledges) {
      const bits = flags.rst | (acknowledges ? flags.ack : 0);
      this.#write({ sequence, acknowledgement, flags: bits, window: 0, mss: undefined, data: nothing });
    }
    this.stop();
  }

  /** The user has taken bytes that were delivered: the peer may be told of the room. */
  taken(): void {
    if (!this.#isOver && this.#receiver?.hasNews) {
      this.#acknowledge();
    }
  }

  /** Forgets it, and tells nobody. */
  stop(): void {
    this.#isOver = true;
    this.#early = [];
    this.#handshake.stop();
    this.#options.delayed.clear(this.#belated);
    this.#lingering.stop();
    this.#sender?.stop();
    this.#options.onAnswer?.();
    this.#options.onGone();
  }

  /** Takes a segment of the peer. */
  receive(segment: Segment): void {
    if (this.#sender === undefined || this.#receiver === undefined) {
      this.#shakeHands(segment);
    } else {
      this.#converse(segment, this.#sender, this.#receiver);
    }
  }

  /** Sends a SYN, with the acknowledgement of the peer's where that came first. */
  #greet(): void {
    if (this.#tries === handshake.times) {
      this.#close("ETIMEDOUT");
      return;
    }
    this.#handshake.set(handshake.first * 2 ** this.#tries);
    this.#tries++;
    const acknowledgement = this.#asked === undefined ? 0 : after(this.#asked.sequence, 1);
    const bits = flags.syn | (this.#asked === undefined ? 0 : flags.ack);
    const { initial: sequence } = this.#options;
    this.#write({ sequence, acknowledgement, flags: bits, window: 0xffff, mss: longestData, data: nothing });
  }

  #shakeHands(segment: Segment): void {
    const { initial } = this.#options;
    const { flags: bits, acknowledgement } = segment;
    if (this.#tries === 0) {
      // Whether it can be had is being found out. The peer may ask again meanwhile, or give it up.
      if ((bits & flags.rst) !== 0) {
        this.#close("ECONNRESET");
      }
      return;
    }
    const isAnswer = (bits & flags.ack) !== 0 && acknowledgement === after(initial, 1);
    if ((bits & flags.ack) !== 0 && !isAnswer) {
      // Of an earlier connection with the same ends (RFC 9293, 3.5.1).
      if ((bits & flags.rst) === 0) {
        this.#write({ ...segment, sequence: acknowledgement, flags: flags.rst, mss: undefined, data: nothing });
      }
    } else if ((bits & flags.rst) !== 0) {
      const isMeant = this.#asked === undefined ? isAnswer : segment.sequence === after(this.#asked.sequence, 1);
      if (isMeant) {
        this.#close(this.#asked === undefined ? "ECONNREFUSED" : "ECONNRESET");
      }
    } else if (this.#asked !== undefined && isAnswer && (bits & flags.syn) === 0) {
      this.#open(this.#asked, segment);
      this.receive(segment);
    } else if (this.#asked === undefined && isAnswer && (bits & flags.syn) !== 0) {
      this.#open(segment, segment);
      if (this.#sender?.highest === after(initial, 1)) {
        this.#acknowledge();
      }
    }
  }

  #open(syn: Segment, { window, sequence: toldBy }: Segment): void {
    const { clock, initial, user } = this.#options;
    this.#handshake.stop();
    this.#options.onAnswer?.();
    const receiver = new Receiver({
      first: after(syn.sequence, 1),
      untaken: () => user.untaken(),
      deliver: (data) => user.onData(data),
      onEnd: () => user.onEnd(),
    });
    this.#receiver = receiver;
    this.#sender = new Sender({
      clock,
      first: after(initial, 1),
      mss: Math.min(longestData, syn.mss ?? defaultData),
      window,
      toldBy,
      emit: (sequence, bits, data) => this.#emit(receiver, sequence, bits, data),
      onGone: () => this.#close("ETIMEDOUT"),
    });
    user.onOpen();
    const early = this.#early;
    this.#early = [];
    for (const bytes of early) {
      this.#sender.push(bytes);
    }
    if (this.#endsEarly) {
      this.end();
    }
  }

  #converse(segment: Segment, sender: Sender, receiver: Receiver): void {
    const { flags: bits } = segment;
    if ((bits & flags.rst) !== 0) {
      if (receiver.accepts(segment)) {
        this.#close("ECONNRESET");
      }
      return;
    }
    if (!receiver.accepts(segment) || (bits & flags.syn) !== 0) {
      this.#acknowledge();
      return;
    }
    if ((bits & flags.ack) === 0) {
      return;
    }
    const before = sender.pending;
    const isSane = sender.acknowledge(segment);
    if (sender.pending < before) {
      this.#options.user.onSent();
    }
    this.#respond(isSane ? receiver.take(segment) : "now");
    if (sender.isDone && receiver.hasEnded && !this.#isOver) {
      this.#finish();
    }
  }

  #respond(how: Acknowledge): void {
    if (how === "now") {
      this.#acknowledge();
    } else if (how === "soon") {
      this.#options.delayed.set(this.#belated);
    }
  }

  #acknowledge(): void {
    if (this.#sender !== undefined && this.#receiver !== undefined) {
      this.#emit(this.#receiver, this.#sender.highest, flags.ack, nothing);
    }
  }

  #emit(receiver: Receiver, sequence: number, bits: number, data: Buffer): void {
    this.#options.delayed.clear(this.#belated);
    const window = receiver.tell();
    this.#write({ sequence, acknowledgement: receiver.next, flags: bits, window, mss: undefined, data });
  }

  #write(segment: Segment): void {
    this.#options.send(writeSegment(this.#options.ends, segment));
  }

  /** Both have ended. The side that did so first answers for a while what the other one asks again (TIME-WAIT). */
  #finish(): void {
    this.#isOver = true;
    if (this.#hasEndedFirst) {
      this.#lingering.set(lingering);
    } else {
      this.stop();
    }
    this.#options.user.onClose();
  }

  #close(failure: Failure): void {
    const wasOver = this.#isOver;
    this.stop();
    if (!wasOver) {
      this.#options.user.onClose(failure);
    }
  }
}
