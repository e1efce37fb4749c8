import type { Framing } from "./fields.ts";
import type { MessageReader } from "./message-reader.ts";
import { protocolError } from "./protocol-error.ts";

/** Who has the connection on which a body comes. */
export interface IncomingOwner {
  /** Before the first bytes are waited for. */
  begin(): Promise<void> | void;
  /** The body is over. @param isWhole whether the connection is where the next message begins */
  end(isWhole: boolean): void;
  /** What an error of the connection is for the program. */
  failed(error: unknown): unknown;
}

/** The body of a message that comes. It can be read once; leaving the loop gives the rest up, and the connection. */
export class Incoming implements AsyncIterableIterator<Uint8Array, undefined> {
  private readonly reader: MessageReader;
  private readonly owner: IncomingOwner;
  private readonly isChunked: boolean;
  private readonly limit: number;
  private readonly headLimit: number;
  /** Bytes of the body, or of the chunk, that have not come. */
  private left: number;
  private received = 0;
  private isInChunk = false;
  private hasBegun = false;
  private isOver = false;
  private error: unknown;

  /** @param limit bytes that the body may have */
  constructor(reader: MessageReader, framing: Framing, owner: IncomingOwner, limit: number, headLimit: number) {
    this.reader = reader;
    this.owner = owner;
    this.isChunked = framing === "chunked";
    this.left = typeof framing === "number" ? framing : framing === undefined ? Number.POSITIVE_INFINITY : 0;
    this.limit = limit;
    this.headLimit = headLimit;
  }

  /** Whether all of it was read. */
  get isDone(): boolean {
    return this.isOver && this.error === undefined;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.error !== undefined) {
      throw this.error;
    }
    if (this.isOver) {
      return { done: true, value: undefined };
    }
    try {
      if (!this.hasBegun) {
        this.hasBegun = true;
        await this.owner.begin();
      }
      const value = await this.piece();
      if (value === undefined) {
        this.over(this.left !== Number.POSITIVE_INFINITY);
        return { done: true, value };
      }
      return { done: false, value };
    } catch (error) {
      this.error = this.owner.failed(error) ?? error;
      this.over(false);
      throw this.error;
    }
  }

  /** Gives the rest up. */
  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.over(false);
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private over(isWhole: boolean): void {
    if (!this.isOver) {
      this.isOver = true;
      this.owner.end(isWhole);
    }
  }

  private async piece(): Promise<Uint8Array | undefined> {
    if (this.isChunked && this.left === 0 && !(await this.nextChunk())) {
      return undefined;
    }
    if (this.left === 0) {
      return undefined;
    }
    const piece = await this.reader.some(this.left);
    if (piece === undefined) {
      if (this.left === Number.POSITIVE_INFINITY) {
        return undefined;
      }
      throw protocolError(400, `expected ${this.left} more bytes of the body, and the connection ended`);
    }
    this.left -= piece.length;
    this.received += piece.length;
    this.check(0);
    return piece;
  }

  /** Whether there is one; not behind the last. */
  private async nextChunk(): Promise<boolean> {
    if (this.isInChunk) {
      await this.reader.chunkEnd();
    }
    this.isInChunk = true;
    this.left = await this.reader.chunkSize();
    if (this.left === 0) {
      await this.reader.trailer(this.headLimit);
      return false;
    }
    this.check(this.left);
    return true;
  }

  private check(more: number): void {
    if (this.received + more > this.limit) {
      throw protocolError(413, `expected a body of at most ${this.limit} bytes, got more`);
    }
  }
}
