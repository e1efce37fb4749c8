import { type Address, type AddressLike, lastAddress, parseAddress } from "./address.ts";
import { EAGAIN } from "./errno.ts";
import { creationFailure, failure, sendFailure } from "./failure.ts";
import { noteFreedSocket } from "./freed.ts";
import { hostAccept, hostClose, hostReceive, hostSend, hostSendTo, hostSocket } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** Kinds of sockets, as the host has them. */
export const STREAM = 1;
export const DATAGRAM = 2;

/** Flags of `host.receive`. */
export const PEEK = 1;
export const SENDER = 2;

/** Thrown each time that an operation would have to wait: making an error costs more than the rest of a wait. */
const again = new IoError("try", EAGAIN);

/**
 * A bare socket: its operations are tried once and throw `EAGAIN` where they would have to wait. What `inner` of a
 * {@link TcpStream}, {@link TcpListener} or {@link UdpSocket} is, for `readWith` and `writeWith`.
 */
export class Socket {
  /** The descriptor in the firmware. */
  readonly fd: number;

  constructor(fd: number) {
    this.fd = fd;
  }

  /** @throws IoError `EMFILE`, with `option` */
  static open(family: 4 | 6, type: typeof STREAM | typeof DATAGRAM): Socket {
    const fd = hostSocket(family, type);
    if (fd < 0) {
      throw creationFailure("socket", fd);
    }
    return new Socket(fd);
  }

  /** Bytes read; 0 at the end of a stream. */
  read(buffer: Uint8Array): number {
    return this.check("read", hostReceive(this.fd, buffer, 0));
  }

  /** As {@link read}; the bytes stay. */
  peek(buffer: Uint8Array): number {
    return this.check("peek", hostReceive(this.fd, buffer, PEEK));
  }

  /** A datagram's length and its sender. */
  recvFrom(buffer: Uint8Array): [count: number, sender: Address] {
    const count = this.check("recvfrom", hostReceive(this.fd, buffer, SENDER));
    return [count, lastAddress()];
  }

  /** Bytes written, possibly not all. */
  write(bytes: Uint8Array): number {
    return this.check("write", hostSend(this.fd, bytes));
  }

  /** The address is a numeric one. */
  sendTo(bytes: Uint8Array, to: AddressLike): number {
    const target = parseAddress(to, "sendto");
    const result = hostSendTo(this.fd, bytes, target.address, target.port);
    if (result < 0 && result !== -EAGAIN) {
      throw sendFailure(result, target);
    }
    return this.check("sendto", result);
  }

  /**
   * A connection, and where it came from.
   *
   * @throws IoError `EAGAIN` none waits; `ECONNABORTED`; `EMFILE` with `option`
   */
  accept(): [socket: Socket, peer: Address] {
    const fd = hostAccept(this.fd);
    if (fd < 0 && fd !== -EAGAIN) {
      throw creationFailure("accept", fd);
    }
    return [new Socket(this.check("accept", fd)), lastAddress()];
  }

  /**
   * Closes the descriptor.
   *
   * @throws IoError `EBADF` it is closed already
   */
  close(): void {
    this.check("close", hostClose(this.fd));
    noteFreedSocket();
  }

  private check(syscall: string, result: number): number {
    if (result === -EAGAIN) {
      throw again;
    }
    if (result < 0) {
      throw failure(syscall, result, this.fd);
    }
    return result;
  }
}
