import type { Socket } from "node:net";
import type { Connection, ConnectionUser, Failure } from "../tcp/connection.ts";

/** Bytes for the device that may wait: the host's socket is not read from beyond `most`, and again from `few` on. */
const waiting = { most: 256 * 1024, few: 64 * 1024 } as const;

/**
 * Joins a connection to a device with a socket of this host: bytes, ends and resets of either go on to the other, and so does it where
 * one does not take what it is sent.
 */
export class Relay implements ConnectionUser {
  readonly #socket: Socket;
  readonly #connection: Connection;
  #isPaused = false;
  #isOver = false;

  /**
   * @param socket with `allowHalfOpen`
   * @param connect makes the device's connection, with this as its user
   * @param flush writes what was sent to devices
   */
  constructor(socket: Socket, connect: (user: ConnectionUser) => Connection, flush: () => void) {
    this.#socket = socket;
    this.#connection = connect(this);
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => {
      this.#connection.write(bytes);
      this.#pace();
      flush();
    });
    socket.on("end", () => {
      this.#connection.end();
      flush();
    });
    socket.on("drain", () => {
      this.#connection.taken();
      flush();
    });
    // Its close follows.
    socket.on("error", () => {});
    socket.on("close", () => {
      if (!this.#isOver) {
        this.#isOver = true;
        this.#connection.abort();
        flush();
      }
    });
  }

  onOpen(): void {}

  onData(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  onEnd(): void {
    this.#socket.end();
  }

  onSent(): void {
    if (this.#isPaused && this.#connection.pending <= waiting.few) {
      this.#isPaused = false;
      this.#socket.resume();
    }
  }

  onClose(failure?: Failure): void {
    this.#isOver = true;
    if (failure !== undefined) {
      this.reset();
    }
  }

  untaken(): number {
    return this.#socket.writableLength;
  }

  /** Ends the host's socket with a reset. */
  reset(): void {
    if (this.#socket.connecting) {
      this.#socket.destroy();
    } else {
      this.#socket.resetAndDestroy();
    }
  }

  #pace(): void {
    if (!this.#isPaused && this.#connection.pending >= waiting.most) {
      this.#isPaused = true;
      this.#socket.pause();
    }
  }
}
