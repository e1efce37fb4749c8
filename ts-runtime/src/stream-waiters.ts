import { EAGAIN } from "./errno.ts";
import { bufferFailure, failure } from "./failure.ts";
import { hostReceive, hostSend, hostSettle, hostSocketError } from "./host-binding.ts";
import type { IoError } from "./io-error.ts";
import { Waiter } from "./waiter.ts";

/**
 * Reads, or peeks, into the caller's buffer. A socket keeps one and fills it in again for each read: to make one costs as much as
 * the promise does.
 */
export class ReadWaiter extends Waiter<number> {
  buffer: Uint8Array;
  flags: number;

  constructor(buffer: Uint8Array, flags: number) {
    super();
    this.buffer = buffer;
    this.flags = flags;
    // Its own, because they are looked at again and again.
    this.next = null;
    this.waits = false;
    this.forget = undefined;
  }

  get syscall(): string {
    return this.flags === 0 ? "read" : "peek";
  }

  attempt(fd: number): boolean {
    const count = hostReceive(fd, this.buffer, this.flags);
    if (count >= 0) {
      this.resolve(count);
    } else if (count === -EAGAIN) {
      return false;
    } else {
      this.reject(failure(this.syscall, count, fd));
    }
    return true;
  }
}

/** A read that has waited in the host, with the promise that it was given there. */
export function reclaimedRead(buffer: Uint8Array, promise: Promise<number>): ReadWaiter {
  const reader = new ReadWaiter(buffer, 0);
  reader.resolve = (count) => hostSettle(promise, count, 0);
  reader.reject = (reason) => hostSettle(promise, reason, 1);
  reader.waits = true;
  return reader;
}

/** Writes what there is room for. */
export class WriteWaiter extends Waiter<number> {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }

  get syscall(): string {
    return "write";
  }

  attempt(fd: number): boolean {
    const count = hostSend(fd, this.bytes);
    if (count >= 0) {
      this.resolve(count);
    } else if (count === -EAGAIN) {
      return false;
    } else {
      this.reject(failure(this.syscall, count, fd));
    }
    return true;
  }
}

/** Writes everything, however many times it has to wait. */
export class WriteAllWaiter extends Waiter<void> {
  private readonly bytes: Uint8Array;
  /** How many there are to write, whatever becomes of the buffer meanwhile. */
  private readonly total: number;
  private written: number;

  constructor(bytes: Uint8Array, written: number) {
    super();
    this.bytes = bytes;
    this.total = bytes.length;
    this.written = written;
  }

  get syscall(): string {
    return "write";
  }

  attempt(fd: number): boolean {
    const { bytes, total } = this;
    while (this.written < total) {
      if (bytes.length < total) {
        this.fail(bufferFailure("write"));
        return true;
      }
      const isWhole = this.written === 0 && bytes.length === total;
      const count = hostSend(fd, isWhole ? bytes : bytes.subarray(this.written, total));
      if (count === -EAGAIN) {
        return false;
      }
      if (count < 0) {
        this.fail(failure("write", count, fd));
        return true;
      }
      this.written += count;
    }
    this.resolve();
    return true;
  }

  /** What was sent by then is not lost: the reason says how much it was, where it is an error. */
  override fail(reason: unknown): void {
    if (reason instanceof Error && Object.isExtensible(reason)) {
      (reason as IoError).bytesWritten = this.written;
    }
    this.reject(reason);
  }
}

/** One buffer for all: a read is over before another begins, and a stream that waits holds none. */
const scratch = new Uint8Array(2048);

/** What reads found, in a chunk of its own. */
export function chunkOf(count: number): IteratorResult<Uint8Array, undefined> {
  return count === 0 ? { done: true, value: undefined } : { done: false, value: scratch.slice(0, count) };
}

/** Reads into the shared buffer: the count is for {@link chunkOf}. */
export function readChunk(fd: number): number {
  return hostReceive(fd, scratch, 0);
}

/** Reads a chunk. */
export class ChunkWaiter extends Waiter<IteratorResult<Uint8Array, undefined>> {
  get syscall(): string {
    return "read";
  }

  attempt(fd: number): boolean {
    const count = readChunk(fd);
    if (count >= 0) {
      this.resolve(chunkOf(count));
    } else if (count === -EAGAIN) {
      return false;
    } else {
      this.reject(failure("read", count, fd));
    }
    return true;
  }
}

/** Waits for the end of a connect. */
export class ConnectWaiter extends Waiter<number> {
  get syscall(): string {
    return "connect";
  }

  attempt(fd: number): boolean {
    this.resolve(hostSocketError(fd));
    return true;
  }
}
