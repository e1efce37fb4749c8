import type { AbortSignalLike, WaitOptions } from "./signal.ts";

/** What bytes can be read from: a `TcpStream`, or anything with its `read`. */
export interface ByteSource {
  /** Reads what is there into `buffer`: how many bytes, 0 at the end of the stream. */
  read(buffer: Uint8Array, options?: WaitOptions): Promise<number>;
}

/** Bytes that were read from a source and not yet taken. What an error or an abort interrupts stays here. */
export class ByteBuffer {
  private readonly source: ByteSource;
  private readonly size: number;
  private bytes: Uint8Array | undefined;
  private start = 0;
  private end = 0;

  /** @param size how many bytes are asked of the source at once */
  constructor(source: ByteSource, size: number) {
    this.source = source;
    this.size = size;
  }

  get length(): number {
    return this.end - this.start;
  }

  /** A view of all that is there, until the next call. */
  get view(): Uint8Array {
    return this.bytes === undefined ? new Uint8Array(0) : this.bytes.subarray(this.start, this.end);
  }

  at(index: number): number | undefined {
    return this.bytes?.[this.start + index];
  }

  /** Where a byte is, from `from` on; -1 where it is not. */
  indexOf(byte: number, from: number): number {
    const at = this.bytes === undefined ? -1 : this.bytes.indexOf(byte, this.start + from);
    return at < 0 || at >= this.end ? -1 : at - this.start;
  }

  /**
   * Reads once from the source.
   *
   * @param least how much is to have room, with what is there: more than that
   * @returns whether something came; not at the end of the stream
   */
  async fill(least: number, signal: AbortSignalLike | undefined): Promise<boolean> {
    const bytes = this.makeRoom(least);
    const room = bytes.subarray(this.end);
    const count = await (signal === undefined ? this.source.read(room) : this.source.read(room, { signal }));
    this.end += count;
    return count > 0;
  }

  /** Drops bytes at the beginning. An array that was larger than usual goes with the last. */
  skip(count: number): void {
    this.start += count;
    if (this.start === this.end) {
      this.start = 0;
      this.end = 0;
      if (this.bytes !== undefined && this.bytes.length > this.size) {
        this.bytes = undefined;
      }
    }
  }

  /** Takes bytes out; they belong to the caller. */
  take(count: number): Uint8Array {
    const { bytes, start } = this;
    if (bytes !== undefined && start === 0 && count === this.end && count === bytes.length) {
      // It is full of just these: nothing is copied.
      this.bytes = undefined;
      this.end = 0;
      return bytes;
    }
    const taken = this.view.slice(0, count);
    this.skip(count);
    return taken;
  }

  /** Moves what is there to the beginning, into a larger array where that has to be. */
  private makeRoom(least: number): Uint8Array {
    const { bytes, start, end, length } = this;
    let room = bytes;
    if (room === undefined || room.length < least) {
      room = new Uint8Array(Math.max(least, this.size));
      if (length > 0) {
        room.set(this.view);
      }
    } else if (start > 0) {
      room.copyWithin(0, start, end);
    }
    this.bytes = room;
    this.start = 0;
    this.end = length;
    return room;
  }
}
