import { read } from "node:fs";
import { promisify } from "node:util";
import type { BindingPort } from "./binding.ts";

const readDescriptor = promisify(read);

/** How much is read at a time, in bytes: more than Linux keeps of a terminal's input. */
const chunkSize = 65_536;

/** The lines of a port that reset some boards. */
export interface PortLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
  /** A break while it is true. */
  readonly brk?: boolean;
}

/**
 * An open serial port. It reads all the time, whether or not anybody has use for it: the system keeps little, and drops the rest.
 */
export class SerialPort {
  /** Resolves when the port is closed or gone, with what went wrong; undefined where it was closed from here. */
  readonly ended: Promise<string | undefined>;
  readonly #port: BindingPort;
  readonly #onData: (chunk: Buffer) => void;
  #writing: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(port: BindingPort, onData: (chunk: Buffer) => void) {
    this.#port = port;
    this.#onData = onData;
    this.ended = this.#run();
  }

  /** Sends bytes, behind those before. What cannot be sent is dropped: the end of the port tells why. */
  write(bytes: Uint8Array): void {
    this.#writing = this.#writing
      .then(() => (this.#closing ? undefined : this.#port.write(Buffer.from(bytes))))
      .catch(() => {});
  }

  /** Sets the lines; those that are not named are raised, a break is not sent. */
  async set(lines: PortLines): Promise<void> {
    await this.#port.set(lines);
  }

  /** Closes the port; nothing is reported after that. */
  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#port.poller.stop();
    }
    await this.ended;
  }

  async #run(): Promise<string | undefined> {
    const buffer = Buffer.allocUnsafe(chunkSize);
    let how: string | undefined;
    while (!this.#closing && how === undefined) {
      const result = await this.#readSome(buffer);
      if (typeof result === "string") {
        how = result;
      } else if (!this.#closing && result > 0) {
        this.#onData(Buffer.from(buffer.subarray(0, result)));
      }
    }
    const closed = this.#closing;
    this.#closing = true;
    // Not before the read has returned: its descriptor may be another file's right after.
    await this.#port.close().catch(() => {});
    return closed ? undefined : how;
  }

  /**
   * Waits for bytes. Returns how many have come, or why none will. Not the binding's own read: on a port that was hung up, where
   * read returns 0, that calls itself for ever.
   */
  async #readSome(buffer: Buffer): Promise<number | string> {
    const first = await this.#tryRead(buffer);
    if (first !== undefined) {
      return first;
    }
    const problem = await this.#readable();
    // What came before the end can still be read.
    return (await this.#tryRead(buffer)) ?? problem ?? 0;
  }

  async #tryRead(buffer: Buffer): Promise<number | string | undefined> {
    if (this.#closing || this.#port.fd === null) {
      return 0;
    }
    try {
      const { bytesRead } = await readDescriptor(this.#port.fd, buffer, 0, buffer.length, null);
      return bytesRead === 0 ? "hung up" : bytesRead;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return code === "EAGAIN" || code === "EINTR" ? undefined : message;
    }
  }

  /** Resolves when there may be something to read, with what is wrong with the port. */
  #readable(): Promise<string | undefined> {
    if (this.#closing) {
      return Promise.resolve(undefined);
    }
    return new Promise((resolve) => {
      // The binding calls back without running what waits for promises: on Node 26 that came seconds later, with another event.
      this.#port.poller.once("readable", (error?: Error | null) => setImmediate(resolve, error?.message));
    });
  }
}
