import { NetworkError } from "./error.ts";
import { PacketReader } from "./packet-reader.ts";

/** Who uses a port. */
export interface PortUser {
  /** A packet came. It shares memory with others: it may be kept, not changed. */
  receive(packet: Buffer): void;
  /** No further packet is there for now. */
  idle(): void;
}

/** What a port needs of a stream: a Node duplex, or the end of a cable whose time is a guest's. */
export interface PacketStream {
  readonly writableLength: number;
  on(event: "data", listener: (chunk: Buffer) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "end" | "close", listener: () => void): unknown;
  write(bytes: Buffer): unknown;
  cork(): void;
  uncork(): void;
  end(): unknown;
  destroy(): unknown;
}
/** Bytes that may wait for a peer. */
export const defaultLimit = 1 << 20;

export interface PortOptions {
  /** For messages. */
  name: string;
  user: PortUser;
  /** Bytes that may wait for the peer; what comes beyond is dropped, as a switch does. Default 1 MiB. */
  limit?: number | undefined;
}

/**
 * One end of a stream of packets. Before the peer is there, what is sent waits for it.
 */
export class Port {
  readonly name: string;
  /** Resolves when the stream is over: with an error where it ended inside a packet, or was none of packets. Never rejects. */
  readonly ended: Promise<NetworkError | undefined>;
  /** Packets that were dropped because the peer did not take them. */
  dropped = 0;
  readonly #user: PortUser;
  readonly #limit: number;
  readonly #reader = new PacketReader();
  /** What is to be written at the next flush; packets that lie one behind the other in memory are one entry. */
  #batch: Buffer[] = [];
  #batched = 0;
  #stream: PacketStream | undefined;
  #isOver = false;
  #end: (error?: NetworkError) => void = () => {};

  constructor({ name, user, limit = defaultLimit }: PortOptions) {
    this.name = name;
    this.#user = user;
    this.#limit = limit;
    this.ended = new Promise((resolve) => {
      this.#end = (error) => {
        this.#isOver = true;
        this.#batch = [];
        this.#batched = 0;
        resolve(error);
      };
    });
  }

  /** The peer is there. */
  join(stream: PacketStream): void {
    if (this.#isOver) {
      stream.destroy();
      return;
    }
    this.#stream = stream;
    stream.on("data", (chunk: Buffer) => this.#receive(chunk));
    stream.on("error", (cause) => this.#end(this.#failure(`the connection failed: ${cause.message}`, "EIO", cause)));
    stream.on("end", () => stream.end());
    stream.on("close", () => this.#end(this.#cut()));
    this.flush();
  }

  /** Queues a packet until {@link flush}. */
  send(packet: Buffer): void {
    if (this.#isOver) {
      return;
    }
    if (this.#batched + (this.#stream?.writableLength ?? 0) + packet.length > this.#limit) {
      this.dropped++;
      return;
    }
    this.#batched += packet.length;
    const last = this.#batch.at(-1);
    if (last !== undefined && last.buffer === packet.buffer && last.byteOffset + last.length === packet.byteOffset) {
      this.#batch[this.#batch.length - 1] = Buffer.from(last.buffer, last.byteOffset, last.length + packet.length);
    } else {
      this.#batch.push(packet);
    }
  }

  /** Writes what was sent, with one system call. */
  flush(): void {
    const stream = this.#stream;
    if (this.#batched === 0 || stream === undefined) {
      return;
    }
    const batch = this.#batch;
    this.#batch = [];
    this.#batched = 0;
    if (batch.length > 1) {
      stream.cork();
    }
    for (const bytes of batch) {
      stream.write(bytes);
    }
    if (batch.length > 1) {
      stream.uncork();
    }
  }

  close(): void {
    this.#end();
    this.#stream?.destroy();
  }

  #receive(chunk: Buffer): void {
    if (this.#isOver) {
      return;
    }
    try {
      this.#reader.push(chunk, (packet) => this.#user.receive(packet));
    } catch (error) {
      if (!(error instanceof NetworkError)) {
        throw error;
      }
      this.#end(this.#failure(error.message, error.code));
      this.#stream?.destroy();
    }
    this.#user.idle();
  }

  /** How the stream ended, after its last byte. */
  #cut(): NetworkError | undefined {
    const { unfinished } = this.#reader;
    return unfinished === 0 ? undefined : this.#failure(`it closed after ${unfinished} bytes of a frame`, "ECONNRESET");
  }

  #failure(message: string, code: string, cause?: unknown): NetworkError {
    return new NetworkError(`${this.name} left the network: ${message}`, code, cause);
  }
}
