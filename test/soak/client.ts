import type { LinkClock } from "../../harness/network/link/clock.ts";
import { Connection, type Failure } from "../../harness/network/tcp/connection.ts";
import type { Delayed } from "../../harness/network/tcp/delayed.ts";
import type { Ends, Segment } from "../../harness/network/tcp/segment.ts";
import type { Conversation } from "./target.ts";

const dataAt = 12;
const tcpAt = 4 + 14 + 20;

export interface ClientOptions {
  readonly clock: LinkClock;
  readonly delayed: Delayed;
  readonly ends: Ends;
  readonly initial: number;
  send(packet: Buffer): void;
  onGone(): void;
}

/** The device has reset a connection. */
export class ResetError extends Error {
  override name = "ResetError";
}

/** A client of the device's echo server. */
export class Client {
  readonly #connection: Connection;
  readonly #ends: Ends;
  #received = Buffer.alloc(0);
  #failure: Failure | "ended" | undefined;
  #isOpen = false;
  #isClosed = false;
  #sent = 0;
  #expected = 0;
  #changed = () => {};

  constructor({ clock, delayed, ends, initial, send, onGone }: ClientOptions) {
    this.#ends = ends;
    this.#connection = new Connection({
      clock,
      delayed,
      ends,
      initial,
      send: (packet) => {
        this.#note(packet);
        send(packet);
      },
      onGone,
      user: {
        onOpen: () => this.#change(() => (this.#isOpen = true)),
        onData: (bytes) => this.#change(() => (this.#received = Buffer.concat([this.#received, bytes]))),
        onEnd: () => this.#change(() => (this.#failure ??= "ended")),
        onSent: () => {},
        onClose: (failure) =>
          this.#change(() => {
            this.#isClosed = true;
            this.#failure ??= failure;
          }),
        untaken: () => 0,
      },
    });
  }

  /** The numbers that an intruder would have to know. */
  get conversation(): Conversation {
    return { localPort: this.#ends.localPort, sent: this.#sent, expected: this.#expected };
  }

  /** What came and was not taken yet. */
  get received(): Buffer {
    return this.#received;
  }

  /** Why nothing comes any more; undefined while something may. */
  get failure(): string | undefined {
    return this.#failure;
  }

  connect(): void {
    this.#connection.connect();
  }

  /** Takes so many bytes of what came. */
  take(count: number): void {
    this.#received = this.#received.subarray(count);
  }

  write(bytes: Buffer): void {
    this.#connection.write(bytes);
  }

  receive(segment: Segment): void {
    this.#connection.receive(segment);
  }

  /** Resolves when the device has agreed to the connection. */
  async opened(): Promise<void> {
    await this.#until(() => this.#isOpen);
  }

  /** Sends a message and resolves when all of it has come back; rejects where something else does. */
  async echo(message: Buffer): Promise<void> {
    this.#connection.write(message);
    await this.#until(() => this.#received.length >= message.length);
    const answer = this.#received.subarray(0, message.length);
    this.#received = this.#received.subarray(message.length);
    if (!answer.equals(message)) {
      throw new Error(`sent ${message.toString("hex")}, got ${answer.toString("hex")}`);
    }
  }

  /** Ends the connection; resolves when the device has, too. */
  async close(): Promise<void> {
    this.#connection.end();
    await this.#until(() => this.#isClosed || this.#failure === "ended");
  }

  abort(): void {
    this.#connection.abort();
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#failure !== undefined) {
        const message = `the connection from port ${this.#ends.localPort} is over: ${this.#failure}`;
        throw this.#failure === "ECONNRESET" ? new ResetError(message) : new Error(message);
      }
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  #change(apply: () => void): void {
    apply();
    this.#changed();
  }

  #note(packet: Buffer): void {
    const header = (packet.readUInt8(tcpAt + dataAt) >> 4) * 4;
    const flags = packet.readUInt8(tcpAt + dataAt + 1);
    const length = packet.length - tcpAt - header + (flags & 1) + ((flags >> 1) & 1);
    const end = (packet.readUInt32BE(tcpAt + 4) + length) >>> 0;
    if (this.#sent === 0 || ((end - this.#sent) | 0) > 0) {
      this.#sent = end;
    }
    this.#expected = packet.readUInt32BE(tcpAt + 8);
  }
}
