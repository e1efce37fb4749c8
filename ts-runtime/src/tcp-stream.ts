import { type Address, type AddressLike, formatAddress } from "./address.ts";
import { Async } from "./async.ts";
import { AsyncSequence } from "./async-sequence.ts";
import { defaults } from "./defaults.ts";
import { EAGAIN, EALREADY, EINPROGRESS } from "./errno.ts";
import { failure } from "./failure.ts";
import {
  hostConnect,
  hostNoDelay,
  hostRead,
  hostReceive,
  hostSend,
  hostSendAll,
  hostSetNoDelay,
  hostShutdown,
} from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { openAsync } from "./open.ts";
import { resolveAddress } from "./resolve.ts";
import { resolved, resolvedWith } from "./resolved.ts";
import { type AbortSignalLike, signalOf, throwIfAborted, type WaitOptions } from "./signal.ts";
import { PEEK, type Socket, STREAM } from "./socket.ts";
import { type KeepAlive, keepAlive, setKeepAlive } from "./socket-options.ts";
import { ChunkWaiter, ConnectWaiter, chunkOf, readChunk, WriteAllWaiter, WriteWaiter } from "./stream-waiters.ts";
import { READABLE, WRITABLE } from "./waiter.ts";

/** What the host answers where an operation has to wait. */
const AGAIN = -EAGAIN;

const directions = { read: 0, write: 1, both: 2 };

/**
 * A TCP connection. Reads and writes are tried at once; only where the socket would block do they wait. Operations of one
 * direction are served in the order they were called.
 */
export class TcpStream extends Async<Socket> {
  /**
   * Connects. Where that fails or is aborted, nothing is left open.
   *
   * @throws IoError `ECONNREFUSED`, `ETIMEDOUT`, `EHOSTUNREACH`, …; `EMFILE` with `option`; of a name's look-up `ENOENT`
   */
  static async connect(address: AddressLike, options?: WaitOptions): Promise<TcpStream> {
    const signal = signalOf(options);
    throwIfAborted(signal);
    const failed = new IoError("connect", EINPROGRESS);
    const target = await resolveAddress(address, "connect", signal);
    const stream = openAsync(TcpStream, target.family, STREAM);
    stream.lastPeer = { address: target.address, port: target.port };
    const subject = formatAddress(target);
    try {
      let result = hostConnect(stream.fd, target.address, target.port);
      if (result === -EINPROGRESS) {
        result = await stream.wait(WRITABLE, new ConnectWaiter(), signal);
      }
      if (result !== 0) {
        throw failed.become(result, subject);
      }
      return stream;
    } catch (error) {
      stream.close();
      throw error;
    }
  }

  /**
   * Where the other end is, or was: it can be read when the connection is gone, and after `close()`, too.
   *
   * @throws IoError `EBADF` closed by `intoInner`, `ENOTCONN` of a socket that was never connected
   */
  get peerAddress(): Address {
    return this.peer();
  }

  /**
   * Whether small writes are sent at once (TCP_NODELAY) and not gathered.
   *
   * @throws IoError `EBADF` closed
   */
  get noDelay(): boolean {
    const result = hostNoDelay(this.fd);
    if (result < 0) {
      throw failure("getsockopt", result, this.fd);
    }
    return result !== 0;
  }

  /** See the getter. */
  set noDelay(on: boolean) {
    const result = hostSetNoDelay(this.fd, on ? 1 : 0);
    if (result < 0) {
      throw failure("setsockopt", result, this.fd);
    }
  }

  /**
   * Whether a peer that is silent is asked whether it is there (SO_KEEPALIVE), and when. One that does not answer ends the stream: reads reject with
   * `ETIMEDOUT`. Times are rounded up to whole seconds.
   *
   * @throws IoError `EINVAL`, `EBADF` closed, `ENOTSUP` the firmware was built without it
   */
  get keepAlive(): KeepAlive | false {
    return keepAlive(this.fd);
  }

  /** See the getter. */
  set keepAlive(value: KeepAlive | false) {
    setKeepAlive(this.fd, value);
  }

  /**
   * Reads what is there into `buffer`: how many bytes, 0 at the end of the stream.
   *
   * @throws IoError `ECONNRESET` the other end gave the connection up, `EBADF` closed
   */
  read(buffer: Uint8Array, options?: WaitOptions): Promise<number> {
    if (options !== undefined || this.readers !== null) {
      return this.receive(buffer, 0, options);
    }
    const result = hostRead(this.handle, this.fd, buffer);
    if (typeof result === "number") {
      return this.readNow(result, buffer);
    }
    this.reading = buffer;
    return result;
  }

  /** As {@link read}; the bytes stay for the next read. */
  peek(buffer: Uint8Array, options?: WaitOptions): Promise<number> {
    return this.receive(buffer, PEEK, options);
  }

  /**
   * Writes what there is room for: how many bytes.
   *
   * @throws IoError `EPIPE`, `ECONNRESET` the other end takes nothing more, `EBADF` closed
   */
  write(bytes: Uint8Array, options?: WaitOptions): Promise<number> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.writers === null || !this.mustQueue(WRITABLE)) {
      const count = hostSend(this.fd, bytes);
      if (count >= 0) {
        return resolvedWith(count);
      }
      if (count !== AGAIN) {
        return Promise.reject(failure("write", count, this.fd));
      }
    }
    return this.wait(WRITABLE, new WriteWaiter(bytes), signal);
  }

  /**
   * Writes everything. Where it fails or is aborted, the error's `bytesWritten` says how much was sent.
   *
   * @throws IoError as {@link write}
   */
  writeAll(bytes: Uint8Array, options?: WaitOptions): Promise<void> {
    if (options !== undefined || this.writers !== null) {
      return this.writeAllWith(bytes, signalOf(options));
    }
    const result = hostSendAll(this.fd, bytes);
    return result === 0 ? resolved : this.writeRest(result, bytes, undefined);
  }

  /**
   * Ends a direction: `"write"` tells the other end that no more comes, and what it sends can still be read.
   *
   * @throws IoError `ENOTCONN`, `EBADF`; `ENOTSUP` on Zephyr 3.7 but for `"read"`: its TCP ends both directions at once
   */
  shutdown(how: "read" | "write" | "both"): void {
    const result = hostShutdown(this.fd, directions[how]);
    if (result < 0) {
      const error = failure("shutdown", result, this.fd);
      if ((error as IoError).code === "ENOTSUP") {
        error.message += `: this TCP ends both directions at once, by close()`;
      }
      throw error;
    }
  }

  /** What comes, in chunks that belong to the consumer, until the end of the stream. Leaving the loop does not close it. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Uint8Array> {
    return new AsyncSequence(() => this.nextChunk());
  }

  /** @internal A connection that came from there. */
  from(peer: Address): this {
    this.lastPeer = peer;
    return this;
  }

  private nextChunk(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.reclaimRead();
    if (this.readers === null || !this.mustQueue(READABLE)) {
      const count = readChunk(this.fd);
      if (count >= 0) {
        return Promise.resolve(chunkOf(count));
      }
      if (count !== AGAIN) {
        return Promise.reject(failure("read", count, this.fd));
      }
    }
    return this.wait(READABLE, new ChunkWaiter(), undefined);
  }

  private writeAllWith(bytes: Uint8Array, signal: AbortSignalLike | undefined): Promise<void> {
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.mustQueue(WRITABLE)) {
      return this.wait(WRITABLE, new WriteAllWaiter(bytes, 0), signal);
    }
    const result = hostSendAll(this.fd, bytes);
    return result === 0 ? resolved : this.writeRest(result, bytes, signal);
  }

  /** Goes on where the first write has not taken all. */
  private writeRest(count: number, bytes: Uint8Array, signal: AbortSignalLike | undefined): Promise<void> {
    if (count < 0 && count !== AGAIN) {
      return Promise.reject(Object.assign(failure("write", count, this.fd), { bytesWritten: 0 }));
    }
    return this.wait(WRITABLE, new WriteAllWaiter(bytes, Math.max(count, 0)), signal);
  }

  /** Where a read need not wait, or must not. */
  private readNow(result: number, buffer: Uint8Array): Promise<number> {
    if (result >= 0) {
      return resolvedWith(result);
    }
    return result === -EALREADY ? this.receive(buffer, 0, undefined) : Promise.reject(failure("read", result, this.fd));
  }

  private receive(buffer: Uint8Array, flags: number, options: WaitOptions | undefined): Promise<number> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    this.reclaimRead();
    if (this.readers === null || !this.mustQueue(READABLE)) {
      const count = hostReceive(this.fd, buffer, flags);
      return count >= 0 ? resolvedWith(count) : this.readLater(count, buffer, flags, signal);
    }
    return this.waitToRead(buffer, flags, signal);
  }

  /** Goes on where a read has found nothing, or worse. */
  private readLater(
    result: number,
    buffer: Uint8Array,
    flags: number,
    signal: AbortSignalLike | undefined,
  ): Promise<number> {
    if (result !== AGAIN) {
      return Promise.reject(failure(flags === 0 ? "read" : "peek", result, this.fd));
    }
    // Into a buffer without room nothing has to come. A length is slow to ask for, and a loop reads into the same one again.
    if (this.reader?.buffer !== buffer && buffer.length === 0) {
      return resolvedWith(0);
    }
    return this.waitToRead(buffer, flags, signal);
  }
}

// Called for every event: found in the first prototype and not in the third.
defaults(TcpStream, { ready: TcpStream.prototype.ready });
