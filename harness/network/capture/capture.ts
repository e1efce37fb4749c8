import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { UsageError } from "../../errors.ts";
import type { Link } from "../link/link.ts";
import { gone } from "../link/statistics.ts";
import { lengthSize } from "../packet.ts";
import { type CapturedPacket, enhancedPacket, interfaceDescription, sectionHeader } from "./pcapng.ts";

/**
 * A pcapng file, or a stream that takes one, with an interface for each device: what the device sent, with a comment on what its link did to it, what it
 * received, and what its link kept from it.
 */
export class Capture {
  readonly #file: Writable;
  readonly #name: string;
  #interfaces = 0;
  #failure: Error | undefined;

  private constructor(file: Writable, name: string) {
    this.#file = file;
    this.#name = name;
    file.on("error", (error) => {
      this.#failure ??= error;
    });
    file.write(sectionHeader("async-io-ts"));
  }

  /**
   * @param path a file, or a stream: each of its chunks is one block of the format
   * @throws UsageError with the file system's code where the file cannot be written
   */
  static async create(path: string | Writable): Promise<Capture> {
    if (typeof path !== "string") {
      return new Capture(path, "stream");
    }
    const file = createWriteStream(path);
    try {
      await once(file, "open");
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new UsageError(`cannot write the capture to ${path}: ${message}`, { code, cause: error });
    }
    return new Capture(file, path);
  }

  /** Writes down what passes a link from now on. Returns what is to be called with each packet that the device receives. */
  add(name: string, { up, down }: Link): (packet: Buffer) => void {
    const index = this.#interfaces++;
    this.#file.write(interfaceDescription(name));
    up.watch = (packet, fates) => this.#write(index, "outbound", packet, fates.join(", ") || undefined);
    down.watch = (packet, fates) => {
      if (fates.some((fate) => gone.has(fate))) {
        this.#write(index, "inbound", packet, `not received: ${fates.join(", ")}`);
      }
    };
    return (packet) => this.#write(index, "inbound", packet);
  }

  /**
   * Resolves when everything has been written.
   *
   * @throws UsageError with the file system's code where not all of it could be
   */
  async close(): Promise<void> {
    if (this.#failure === undefined) {
      await new Promise<void>((resolve) => {
        this.#file.once("error", () => resolve()).end(resolve);
      });
    }
    if (this.#failure !== undefined) {
      const { code, message } = this.#failure as NodeJS.ErrnoException;
      throw new UsageError(`the capture ${this.#name} is not whole: ${message}`, {
        code,
        cause: this.#failure,
      });
    }
  }

  #write(index: number, direction: CapturedPacket["direction"], packet: Buffer, comment?: string): void {
    if (this.#failure === undefined) {
      const frame = packet.subarray(lengthSize);
      this.#file.write(enhancedPacket({ interface: index, nanoseconds: clock(), direction, frame, comment }));
    }
  }
}

/** Nanoseconds since 1970 on a clock that does not go back. */
const start = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();

function clock(): bigint {
  return start + process.hrtime.bigint();
}
