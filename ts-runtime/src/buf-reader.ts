import { AsyncSequence } from "./async-sequence.ts";
import { ByteBuffer, type ByteSource } from "./byte-buffer.ts";
import { EINVAL, EMSGSIZE, ENODATA } from "./errno.ts";
import { TextDecoder } from "./globals/text-decoder.ts";
import { type AbortSignalLike, signalOf, throwIfAborted, type WaitOptions } from "./signal.ts";
import { statedError } from "./stated-error.ts";
import { Turns } from "./turns.ts";

/** Options of {@link BufReader.readLine} and {@link BufReader.readUntil}. */
export interface DelimitedOptions extends WaitOptions {
  /** How many bytes there may be: of a line without its end, else with it. Default: 65,536. */
  max?: number | undefined;
}

const newline = 10;
const carriageReturn = 13;

/**
 * Reads lines, exact lengths and up to a byte from a stream. What one call leaves is there for the next, also after an error or an abort.
 * Calls are served in their order. Counterpart of Rust's `BufReader`.
 */
export class BufReader {
  private readonly buffer: ByteBuffer;
  private readonly turns = new Turns();
  private readonly source: ByteSource;

  /**
   * @param stream nobody else reads from it meanwhile
   * @param options `size`: how many bytes are asked of it at once. Default: 1,024
   * @throws IoError `EINVAL` a size that is no whole number of 1 or more
   */
  constructor(stream: ByteSource, { size = 1024 }: { size?: number } = {}) {
    this.source = stream;
    this.buffer = new ByteBuffer(stream, whole("size", size, 1));
  }

  /**
   * The next line, which ends in `\n` or `\r\n`, without that; undefined at the end of the stream.
   *
   * @throws IoError `ENODATA` the stream ended within the line; `EMSGSIZE` it is longer than `max`; `EINVAL`; as `read` of the stream. Nothing is
   *   lost: the bytes are there for the next call
   */
  async readLine(options?: DelimitedOptions): Promise<string | undefined> {
    const { max, signal } = limits(options);
    return this.turns.take(signal, async () => {
      const end = await this.find("readLine", newline, max, signal);
      if (end < 0) {
        return undefined;
      }
      const line = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
        this.buffer.view.subarray(0, this.lineLength(end)),
      );
      this.buffer.skip(end + 1);
      return line;
    });
  }

  /**
   * Exactly so many bytes; undefined at the end of the stream.
   *
   * @throws IoError `ENODATA` the stream ended before there were so many, which are there for the next call; `EINVAL`; as `read` of the stream
   */
  async readExact(count: number, options?: WaitOptions): Promise<Uint8Array | undefined> {
    const signal = signalOf(options);
    throwIfAborted(signal);
    whole("readExact", count, 0);
    return this.turns.take(signal, async () => {
      const { buffer } = this;
      while (buffer.length < count) {
        if (!(await buffer.fill(count, signal))) {
          if (buffer.length === 0) {
            return undefined;
          }
          throw ended("readExact", `${count} bytes`, buffer.length);
        }
      }
      return buffer.take(count);
    });
  }

  /**
   * All up to a byte, which is the last of them; undefined at the end of the stream.
   *
   * @throws IoError `ENODATA` the stream ended before that byte came; `EMSGSIZE` it is not among the first `max`; `EINVAL`; as `read` of the
   *   stream. Nothing is lost: the bytes are there for the next call
   */
  async readUntil(byte: number, options?: DelimitedOptions): Promise<Uint8Array | undefined> {
    const { max, signal } = limits(options);
    whole("readUntil", byte, 0, 255);
    return this.turns.take(signal, async () => {
      const end = await this.find("readUntil", byte, max, signal);
      return end < 0 ? undefined : this.buffer.take(end + 1);
    });
  }

  /** Each line, as {@link readLine}, until the end of the stream. Leaving the loop closes nothing. */
  lines(options?: DelimitedOptions): AsyncIterableIterator<string, undefined> {
    return new AsyncSequence(async () => {
      const value = await this.readLine(options);
      return value === undefined ? { done: true, value } : { done: false, value };
    });
  }

  /** Reads what is there, as `read` of the stream: how many bytes, 0 at its end. */
  async read(into: Uint8Array, options?: WaitOptions): Promise<number> {
    const signal = signalOf(options);
    throwIfAborted(signal);
    return this.turns.take(signal, async () => {
      const count = Math.min(this.buffer.length, into.length);
      if (count === 0) {
        return this.source.read(into, options);
      }
      into.set(this.buffer.view.subarray(0, count));
      this.buffer.skip(count);
      return count;
    });
  }

  /** How many bytes a line has that ends there. */
  private lineLength(end: number): number {
    return end > 0 && this.buffer.at(end - 1) === carriageReturn ? end - 1 : end;
  }

  /** Where a byte is; -1 at the end of the stream. */
  private async find(
    operation: "readLine" | "readUntil",
    byte: number,
    max: number,
    signal: AbortSignalLike | undefined,
  ): Promise<number> {
    const { buffer } = this;
    const isLine = operation === "readLine";
    let looked = 0;
    for (;;) {
      const end = buffer.indexOf(byte, looked);
      const length = isLine ? this.lineLength(end < 0 ? buffer.length : end) : end < 0 ? buffer.length : end + 1;
      if (length > max || (!isLine && end < 0 && length === max)) {
        const expected = isLine ? `a line of at most ${max} bytes` : `the byte ${byte} within ${max} bytes`;
        throw statedError(operation, EMSGSIZE, "EMSGSIZE", `${operation}: expected ${expected}, got more`);
      }
      if (end >= 0) {
        return end;
      }
      looked = buffer.length;
      if (!(await buffer.fill(Math.min(2 * buffer.length, max + 1) + 1, signal))) {
        if (buffer.length === 0) {
          return -1;
        }
        throw ended(operation, isLine ? "the end of the line" : `the byte ${byte}`, buffer.length);
      }
    }
  }
}

function limits(options: DelimitedOptions | undefined) {
  const signal = signalOf(options);
  throwIfAborted(signal);
  const max = options?.max ?? 65_536;
  return { signal, max: max === Number.POSITIVE_INFINITY ? max : whole("max", max, 0) };
}

function whole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (!(value >= least && value <= most) || Math.floor(value) !== value) {
    const expected = `${name}: expected a whole number from ${least} to ${most}, got ${String(value)}`;
    throw statedError(name, EINVAL, "EINVAL", expected);
  }
  return value;
}

function ended(operation: string, expected: string, got: number): Error {
  const message = `${operation}: expected ${expected}, and the stream ended after ${got} bytes, which can still be read`;
  return statedError(operation, ENODATA, "ENODATA", message);
}
