import { type Address, type AddressLike, formatAddress, lastAddress } from "./address.ts";
import { Async } from "./async.ts";
import { AsyncSequence } from "./async-sequence.ts";
import { promiseFor } from "./deferred.ts";
import { EAGAIN, ECONNABORTED } from "./errno.ts";
import { creationFailure } from "./failure.ts";
import { socketFreed } from "./freed.ts";
import { hostAccept, hostBind, hostListen } from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { adopt, openAsync } from "./open.ts";
import { resolveAddress } from "./resolve.ts";
import { type AbortSignalLike, signalOf, throwIfAborted, type WaitOptions } from "./signal.ts";
import { Socket, STREAM } from "./socket.ts";
import { TcpStream } from "./tcp-stream.ts";
import { READABLE, Waiter } from "./waiter.ts";

/** A connection, and where it came from. */
export type Accepted = [stream: TcpStream, peer: Address];

/** Options of {@link TcpListener.bind}. */
export interface ListenOptions extends WaitOptions {
  /** How many connections may wait to be accepted, as far as the device has memory for them. Default: 128. */
  backlog?: number | undefined;
}

/** A TCP socket that accepts connections. */
export class TcpListener extends Async<Socket> {
  /**
   * Listens on an address; port 0 asks for a free one, which `localAddress` then tells.
   *
   * @throws IoError `EADDRINUSE`, `EADDRNOTAVAIL`, `EINVAL`; `EMFILE` with `option`
   */
  static override async bind(address: AddressLike, options?: ListenOptions): Promise<TcpListener> {
    throwIfAborted(signalOf(options));
    const resolved = resolveAddress(address, "bind", signalOf(options));
    const target = resolved instanceof Promise ? await resolved : resolved;
    const listener = openAsync(TcpListener, target.family, STREAM);
    try {
      check("bind", hostBind(listener.fd, target.address, target.port), formatAddress(target));
      check("listen", hostListen(listener.fd, options?.backlog ?? 128), formatAddress(target));
      return listener;
    } catch (error) {
      listener.close();
      throw error;
    }
  }

  /**
   * The next connection.
   *
   * @throws IoError `ECONNABORTED` it was gone again, `EMFILE` with `option`; the listener goes on after either
   */
  accept(options?: WaitOptions): Promise<Accepted> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.readers === null || !this.mustQueue(READABLE)) {
      const fd = hostAccept(this.fd);
      if (fd !== -EAGAIN) {
        const waiter = new AcceptWaiter();
        const accepted = promiseFor(waiter);
        waiter.settle(fd);
        return accepted;
      }
    }
    return this.wait(READABLE, new AcceptWaiter(), signal);
  }

  /**
   * Each connection as it comes, until the listener is closed. Leaving the loop does not close it. Where no socket is left for one
   * that came, it is refused, and the next is accepted when a socket has been closed: a crowd does not end a server.
   */
  incoming(options?: WaitOptions): AsyncIterableIterator<TcpStream, undefined> {
    return new AsyncSequence(() => this.nextStream(options));
  }

  private async nextStream(options: WaitOptions | undefined): Promise<IteratorResult<TcpStream, undefined>> {
    for (;;) {
      try {
        const [stream] = await this.accept(options);
        return { done: false, value: stream };
      } catch (error) {
        if (this.fd < 0) {
          return { done: true, value: undefined };
        }
        await survive(error, signalOf(options));
      }
    }
  }
}

/** Throws what a listener does not go on after. One that gave up before it was accepted is not its failure. */
async function survive(error: unknown, signal: AbortSignalLike | undefined): Promise<void> {
  if (!(error instanceof IoError) || (error.errno !== ECONNABORTED && error.option === undefined)) {
    throw error;
  }
  if (error.option !== undefined) {
    await socketFreed(signal);
  }
}

class AcceptWaiter extends Waiter<Accepted> {
  get syscall(): string {
    return "accept";
  }

  attempt(fd: number): boolean {
    const accepted = hostAccept(fd);
    if (accepted === -EAGAIN) {
      return false;
    }
    this.settle(accepted);
    return true;
  }

  /** With what the host's accept returned. */
  settle(fd: number): void {
    if (fd < 0) {
      this.reject(creationFailure("accept", fd));
      return;
    }
    const peer = lastAddress();
    try {
      this.resolve([adopt(TcpStream, new Socket(fd)).from({ ...peer }), peer]);
    } catch (error) {
      this.reject(error);
    }
  }
}

function check(syscall: string, result: number, subject: string): void {
  if (result < 0) {
    throw new IoError(syscall, result, subject);
  }
}
