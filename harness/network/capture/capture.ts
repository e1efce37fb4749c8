import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { HarnessError, UsageError } from "../../base/errors.ts";
import { type LinkClock, realClock } from "../link/clock.ts";
import type { Link } from "../link/link.ts";
import { gone } from "../link/statistics.ts";
import { lengthSize } from "../packet.ts";
import { type CapturedPacket, enhancedPacket, type Interface, interfaceDescription, sectionHeader } from "./pcapng.ts";

/** sysexits.h: EX_IOERR. */
const inputOutput = 74;

/** What may wait for a disk that is slow, in bytes; what comes beyond is not in the capture. */
const patience = 64 << 20;

export interface CaptureOptions {
  /** What the file says of itself. */
  comment?: string | undefined;
}

/** What is captured of a port: all of it, or only what its link did something to. */
export type Extent = "all" | "faults";

/**
 * A pcapng file, or a stream that takes one, with an interface for each device: what the device sent, with a comment on what its
 * link did to it, what it received, and what its link kept from it.
 */
export class Capture {
  readonly #file: Writable;
  readonly #name: string;
  #interfaces = 0;
  #missing = 0;
  #failure: Error | undefined;
  #clock: LinkClock = realClock;
  /** Milliseconds since 1970 at the clock's 0. */
  #epoch = epochOf(realClock);

  private constructor(file: Writable, name: string, { comment }: CaptureOptions) {
    this.#file = file;
    this.#name = name;
    file.on("error", (error) => {
      this.#failure ??= error;
    });
    file.write(sectionHeader("async-io-ts", comment));
  }

  /**
   * @param path a file, or a stream: each of its chunks is one block of the format
   * @throws UsageError with the file system's code where the file cannot be written
   */
  static async create(path: string | Writable, options: CaptureOptions = {}): Promise<Capture> {
    if (typeof path !== "string") {
      return new Capture(path, "stream", options);
    }
    const file = createWriteStream(path);
    try {
      await once(file, "open");
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new UsageError(`cannot write the capture to ${path}: ${message}`, { code, cause: error });
    }
    return new Capture(file, path, options);
  }

  /** Takes its times from another clock than the host's. */
  follow(clock: LinkClock): void {
    this.#clock = clock;
    this.#epoch = epochOf(clock);
  }

  /** Writes down what passes a link from now on. Returns what is to be called with each packet that the device receives. */
  add(described: Interface, { up, down }: Link, extent: Extent = "all"): (packet: Buffer) => void {
    const index = this.#interfaces++;
    this.#put(interfaceDescription(described));
    up.watch = (packet, fates) => {
      if (extent === "all" || fates.length > 0) {
        this.#write(index, "outbound", packet, fates.join(", ") || undefined);
      }
    };
    down.watch = (packet, fates) => {
      if (fates.some((fate) => gone.has(fate))) {
        this.#write(index, "inbound", packet, `not received: ${fates.join(", ")}`);
      } else if (extent === "faults" && fates.length > 0) {
        this.#write(index, "inbound", packet, fates.join(", "));
      }
    };
    if (extent === "faults") {
      return () => {};
    }
    return (packet) => this.#write(index, "inbound", packet);
  }

  /**
   * Resolves when everything has been written.
   *
   * @throws HarnessError with the file system's code where not all of it could be; `ENOBUFS`: its disk was too slow
   */
  async close(): Promise<void> {
    if (this.#failure === undefined) {
      await new Promise<void>((resolve) => {
        this.#file.once("error", () => resolve()).end(resolve);
      });
    }
    if (this.#failure !== undefined) {
      const { code, message } = this.#failure as NodeJS.ErrnoException;
      throw this.#notWhole(message, code, this.#failure);
    }
    if (this.#missing > 0) {
      const why = `${this.#missing} frames came faster than they could be written`;
      throw this.#notWhole(why, "ENOBUFS");
    }
  }

  #notWhole(why: string, code = "EIO", cause?: unknown): HarnessError {
    return new HarnessError(`the capture ${this.#name} is not whole: ${why}`, { code, exitCode: inputOutput, cause });
  }

  #write(index: number, direction: CapturedPacket["direction"], packet: Buffer, comment?: string): void {
    const frame = packet.subarray(lengthSize);
    const nanoseconds = BigInt(Math.round((this.#epoch + this.#clock.now()) * 1000)) * 1000n;
    this.#put(enhancedPacket({ interface: index, nanoseconds, direction, frame, comment }));
  }

  #put(block: Buffer): void {
    if (this.#file.writableLength > patience) {
      this.#missing++;
    } else if (this.#failure === undefined) {
      this.#file.write(block);
    }
  }
}

function epochOf(clock: LinkClock): number {
  return clock.epoch ?? Date.now() - clock.now();
}
