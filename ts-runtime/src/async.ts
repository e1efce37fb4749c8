import "./globals/dispose.ts";
import { type Address, lastAddress } from "./address.ts";
import { defaults } from "./defaults.ts";
import { EBADF } from "./errno.ts";
import { hostLocalAddress, hostPeerAddress } from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { Readiness } from "./readiness.ts";
import { type AbortSignalLike, signalOf, throwIfAborted, type WaitOptions } from "./signal.ts";
import { setTtl, ttl } from "./socket-options.ts";
import { Source } from "./source.ts";
import { ReadWaiter } from "./stream-waiters.ts";
import { READABLE, WRITABLE } from "./waiter.ts";

/** Anything with a socket's descriptor. */
export interface Descriptor {
  /** The socket's descriptor in the firmware. */
  readonly fd: number;
}

/**
 * A socket in the reactor: waits until it is ready. {@link TcpStream}, {@link TcpListener} and {@link UdpSocket} are
 * this with operations of their own. Interest is registered only while somebody waits, and only after the socket itself
 * said that it would block.
 *
 * Counterpart of async-io's `Async<T>`.
 */
export class Async<T extends Descriptor = Descriptor> extends Source {
  /** What was given to the constructor. */
  readonly inner: T;
  /** What the last read that had to wait has used. */
  declare protected reader: ReadWaiter | undefined;
  /** Where a closed socket was bound to. */
  declare private lastLocal: Address | undefined;
  /** The peer of a connection, or of a closed socket. */
  declare protected lastPeer: Address | undefined;

  /**
   * @param source its descriptor is set to non-blocking and belongs to this object from now on
   * @throws IoError `EBADF` no such descriptor, `ERANGE` too large for select, `EEXIST` in the reactor already, `EMFILE` all
   *   CONFIG_AIO_MAX_SOCKETS are in use; the descriptor still is the caller's then
   */
  constructor(source: T) {
    super(source.fd);
    this.inner = source;
  }

  /**
   * Where the socket is bound to; of a connection, where the peer sees it. It can be read after `close()`, too.
   *
   * @throws IoError `EBADF` it was closed by {@link intoInner}
   */
  get localAddress(): Address {
    return this.addressOf("getsockname", hostLocalAddress(this.fd), this.lastLocal);
  }

  /**
   * How many routers what it sends may pass, 1 to 255 (IP_TTL; of IPv6 the hop limit).
   *
   * @throws IoError `EINVAL`, `EBADF` closed, `ENOTSUP` the firmware was built without it
   */
  get ttl(): number {
    return ttl(this.fd);
  }

  /** See the getter. */
  set ttl(hops: number) {
    setTtl(this.fd, hops);
  }

  /** Resolves once the socket can be read: data, the end of the stream, a connection to accept, or an error to collect. */
  readable(options?: WaitOptions): Promise<void> {
    return this.wait(READABLE, new Readiness(), signalOf(options));
  }

  /** Resolves once the socket can be written, or its connect has ended either way. */
  writable(options?: WaitOptions): Promise<void> {
    return this.wait(WRITABLE, new Readiness(), signalOf(options));
  }

  /**
   * Calls back once when the socket can be read. The latest callback wins: an earlier one is dropped. So is it on `close()`.
   *
   * @returns cancels it: the callback is not called any more
   * @throws IoError `EBADF` closed
   */
  pollReadable(callback: () => void): () => void {
    return this.poll(READABLE, callback);
  }

  /** As {@link pollReadable}, for writing. */
  pollWritable(callback: () => void): () => void {
    return this.poll(WRITABLE, callback);
  }

  /**
   * Tries `operation`; where it throws an error with code `EAGAIN`, waits until the socket can be read and tries again.
   * What else it throws, this rejects with.
   */
  readWith<R>(operation: (inner: T) => R, options?: WaitOptions): Promise<R> {
    return this.retry(READABLE, operation, signalOf(options));
  }

  /** As {@link readWith}, for writing. */
  writeWith<R>(operation: (inner: T) => R, options?: WaitOptions): Promise<R> {
    return this.retry(WRITABLE, operation, signalOf(options));
  }

  /**
   * Takes the socket out: this wrapper is closed then, as by {@link close}, and the descriptor is not.
   *
   * @throws IoError `EBADF` closed
   */
  intoInner(): T {
    if (this.fd < 0) {
      throw new IoError("intoInner", EBADF);
    }
    this.release();
    return this.inner;
  }

  /** Closes the descriptor; what is pending rejects with `EBADF`. Closing twice does nothing. The addresses can still be read. */
  override close(): void {
    const { fd } = this;
    if (fd >= 0) {
      this.lastLocal = hostLocalAddress(fd) === 0 ? lastAddress() : undefined;
      this.lastPeer ??= hostPeerAddress(fd) === 0 ? lastAddress() : undefined;
      super.close();
    }
  }

  /** Closes it, as {@link close}. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Closes it, as {@link close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  /** @internal The peer's, for those that have one. */
  protected peer(): Address {
    return this.addressOf("getpeername", hostPeerAddress(this.fd), this.lastPeer);
  }

  /** @param result of the host call, which leaves the address where it is 0 */
  private addressOf(syscall: string, result: number, known: Address | undefined): Address {
    if (result === 0) {
      return lastAddress();
    }
    if (known === undefined) {
      throw new IoError(syscall, result);
    }
    return { ...known };
  }

  /** Waits until something can be read into a buffer: how many bytes. */
  protected waitToRead(buffer: Uint8Array, flags: number, signal: AbortSignalLike | undefined): Promise<number> {
    let { reader } = this;
    if (reader === undefined || reader.waits) {
      reader = this.newReader(buffer, flags);
      this.reader = reader;
    } else {
      reader.buffer = buffer;
      reader.flags = flags;
    }
    return this.wait(READABLE, reader, signal);
  }

  protected newReader(buffer: Uint8Array, flags: number): ReadWaiter {
    return new ReadWaiter(buffer, flags);
  }

  private async retry<R>(
    interest: number,
    operation: (inner: T) => R,
    signal: AbortSignalLike | undefined,
  ): Promise<R> {
    throwIfAborted(signal);
    for (;;) {
      if (this.fd < 0) {
        throw new IoError("wait", EBADF);
      }
      try {
        return operation(this.inner);
      } catch (error) {
        if ((error as { code?: unknown } | undefined)?.code !== "EAGAIN") {
          throw error;
        }
      }
      await this.wait(interest, new Readiness(), signal);
    }
  }
}

defaults(Async, { reader: undefined, lastLocal: undefined, lastPeer: undefined });
