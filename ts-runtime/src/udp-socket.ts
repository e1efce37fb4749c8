import { type Address, type AddressLike, formatAddress, lastAddress, parseAddress } from "./address.ts";
import { Async } from "./async.ts";
import {
  type Received,
  ReceiveFromWaiter,
  ReceiveWaiter,
  receiveSyscall,
  SendToWaiter,
  SendWaiter,
} from "./datagram-waiters.ts";
import { EAGAIN, EINVAL } from "./errno.ts";
import { failure, sendFailure } from "./failure.ts";
import { hostBind, hostConnect, hostFamily, hostReceive, hostSend, hostSendTo } from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { lookup } from "./lookup.ts";
import { openAsync } from "./open.ts";
import { resolveAddress } from "./resolve.ts";
import { resolvedWith } from "./resolved.ts";
import { type AbortSignalLike, signalOf, throwIfAborted, type WaitOptions } from "./signal.ts";
import { DATAGRAM, PEEK, SENDER, type Socket } from "./socket.ts";
import { broadcast, setBroadcast } from "./socket-options.ts";
import { READABLE, WRITABLE } from "./waiter.ts";

/** A UDP socket. A datagram longer than the buffer is cut, and its rest is gone. */
export class UdpSocket extends Async<Socket> {
  /**
   * @param address port 0 asks for a free one, which `localAddress` then tells
   * @throws IoError `EADDRINUSE`, `EADDRNOTAVAIL`, `EINVAL`; `EMFILE` with `option`
   */
  static override async bind(address: AddressLike, options?: WaitOptions): Promise<UdpSocket> {
    throwIfAborted(signalOf(options));
    const resolved = resolveAddress(address, "bind", signalOf(options));
    const target = resolved instanceof Promise ? await resolved : resolved;
    const socket = openAsync(UdpSocket, target.family, DATAGRAM);
    const result = hostBind(socket.fd, target.address, target.port);
    if (result < 0) {
      socket.close();
      throw new IoError("bind", result, formatAddress(target));
    }
    return socket;
  }

  /**
   * Where the socket is connected to. It can be read after `close()`, too.
   *
   * @throws IoError `ENOTCONN` it has no peer, `EBADF` it had none when it was closed
   */
  get peerAddress(): Address {
    return this.peer();
  }

  /**
   * Whether it may send to broadcast addresses (SO_BROADCAST). Without, sending there is `EACCES`.
   *
   * @throws IoError `EBADF` closed
   */
  get broadcast(): boolean {
    return broadcast(this.fd);
  }

  /** See the getter. */
  set broadcast(on: boolean) {
    setBroadcast(this.fd, on);
  }

  /**
   * Sets where {@link send} goes, and whom {@link recv} hears: only this peer from then on.
   *
   * @throws IoError `EAFNOSUPPORT` an address of the other family, `EBADF` closed; of a name's look-up `ENOENT`
   */
  async connect(address: AddressLike, options?: WaitOptions): Promise<void> {
    throwIfAborted(signalOf(options));
    const resolved = resolveAddress(address, "connect", signalOf(options));
    const target = resolved instanceof Promise ? await resolved : resolved;
    const result = hostConnect(this.fd, target.address, target.port);
    if (result < 0) {
      throw new IoError("connect", result, formatAddress(target));
    }
  }

  /** The next datagram: its length and its sender. */
  recvFrom(buffer: Uint8Array, options?: WaitOptions): Promise<Received> {
    return this.receiveFrom(buffer, SENDER, options);
  }

  /** As {@link recvFrom}; the datagram stays. */
  peekFrom(buffer: Uint8Array, options?: WaitOptions): Promise<Received> {
    return this.receiveFrom(buffer, SENDER | PEEK, options);
  }

  /** The next datagram's length. */
  recv(buffer: Uint8Array, options?: WaitOptions): Promise<number> {
    return this.receive(buffer, 0, options);
  }

  /** As {@link recv}; the datagram stays. */
  peek(buffer: Uint8Array, options?: WaitOptions): Promise<number> {
    return this.receive(buffer, PEEK, options);
  }

  /**
   * Sends a datagram to the peer of {@link connect}: its length.
   *
   * @throws IoError `EMSGSIZE` too long for one, `EDESTADDRREQ` or `ENOTCONN` there is no peer, `EBADF` closed
   */
  send(bytes: Uint8Array, options?: WaitOptions): Promise<number> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.writers === null || !this.mustQueue(WRITABLE)) {
      const count = hostSend(this.fd, bytes);
      if (count >= 0) {
        return resolvedWith(count);
      }
      if (count !== -EAGAIN) {
        return Promise.reject(failure("send", count, this.fd));
      }
    }
    return this.wait(WRITABLE, new SendWaiter(bytes), signal);
  }

  /**
   * Sends a datagram: its length.
   *
   * @throws IoError `EMSGSIZE` too long for one, `EACCES` a broadcast address without {@link broadcast}, `EAFNOSUPPORT` an address of the other family, `EBADF` closed; of a name's look-up `ENOENT`
   */
  sendTo(bytes: Uint8Array, to: AddressLike, options?: WaitOptions): Promise<number> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    let target: Readonly<Address>;
    try {
      target = parseAddress(to, "sendto");
    } catch (error) {
      return Promise.reject(error);
    }
    return this.sendNow(bytes, target, signal);
  }

  protected override newReader(buffer: Uint8Array, flags: number): ReceiveWaiter {
    return new ReceiveWaiter(buffer, flags);
  }

  private sendNow(bytes: Uint8Array, target: Readonly<Address>, signal: AbortSignalLike | undefined): Promise<number> {
    if (this.writers === null || !this.mustQueue(WRITABLE)) {
      const count = hostSendTo(this.fd, bytes, target.address, target.port);
      if (count >= 0) {
        return resolvedWith(count);
      }
      // The host takes numeric addresses only. Asking it first spares each datagram a look at its address here.
      if (count === -EINVAL && hostFamily(target.address) === 0) {
        return this.sendToName(bytes, target, signal);
      }
      if (count !== -EAGAIN) {
        return Promise.reject(sendFailure(count, target));
      }
    }
    return this.wait(WRITABLE, new SendToWaiter(bytes, target), signal);
  }

  private async sendToName(
    bytes: Uint8Array,
    { address, port }: Readonly<Address>,
    signal: AbortSignalLike | undefined,
  ): Promise<number> {
    return this.sendNow(bytes, { address: await lookup(address, { signal }), port }, signal);
  }

  private receiveFrom(buffer: Uint8Array, flags: number, options: WaitOptions | undefined): Promise<Received> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.readers === null || !this.mustQueue(READABLE)) {
      const count = hostReceive(this.fd, buffer, flags);
      if (count >= 0) {
        return Promise.resolve<Received>([count, lastAddress()]);
      }
      if (count !== -EAGAIN) {
        return Promise.reject(failure("recvfrom", count, this.fd));
      }
    }
    return this.wait(READABLE, new ReceiveFromWaiter(buffer, flags), signal);
  }

  private receive(buffer: Uint8Array, flags: number, options: WaitOptions | undefined): Promise<number> {
    const signal = signalOf(options);
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.readers === null || !this.mustQueue(READABLE)) {
      const count = hostReceive(this.fd, buffer, flags);
      if (count >= 0) {
        return resolvedWith(count);
      }
      if (count !== -EAGAIN) {
        return Promise.reject(failure(receiveSyscall(flags), count, this.fd));
      }
    }
    return this.waitToRead(buffer, flags, signal);
  }
}
