import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { BYTES } from "./protocol.ts";

const payload = Buffer.alloc(BYTES, "0123456789abcdef");

/** A connection to an echo server that makes one round trip at a time. */
export class Connection {
  readonly #socket: Socket;
  #missing = 0;
  #back: () => void = () => {};
  #failed: (error: Error) => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (bytes) => this.#receive(bytes));
    socket.on("error", (error) => this.#failed(error));
    socket.on("close", () => this.#failed(new Error("the device closed the connection")));
  }

  static async open(host: string, port: number): Promise<Connection> {
    const socket = connect({ host, port });
    await once(socket, "connect");
    return new Connection(socket);
  }

  /** Calls back when what was sent is back: a promise for each would be part of what is measured. */
  send(back: () => void, failed: (error: Error) => void): void {
    this.#back = back;
    this.#failed = failed;
    this.#missing = BYTES;
    this.#socket.write(payload);
  }

  close(): void {
    this.#failed = () => {};
    this.#socket.destroy();
  }

  #receive(bytes: Buffer): void {
    const start = BYTES - this.#missing;
    if (bytes.length > this.#missing || !bytes.equals(payload.subarray(start, start + bytes.length))) {
      this.#failed(new Error(`other bytes came back than were sent: ${bytes.toString("latin1")}`));
      return;
    }
    this.#missing -= bytes.length;
    if (this.#missing === 0) {
      this.#back();
    }
  }
}
