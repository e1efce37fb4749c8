import { type Address, formatAddress, lastAddress } from "./address.ts";
import { EAGAIN } from "./errno.ts";
import { failure } from "./failure.ts";
import { hostReceive, hostSendTo } from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { ReadWaiter, WriteWaiter } from "./stream-waiters.ts";
import { Waiter } from "./waiter.ts";

/** A datagram's length in the buffer, and its sender. */
export type Received = [count: number, sender: Address];

/** Receives, or peeks, without the sender's address. */
export class ReceiveWaiter extends ReadWaiter {
  override get syscall(): string {
    return receiveSyscall(this.flags);
  }
}

/** What {@link ReceiveWaiter} does, for messages of errors. */
export function receiveSyscall(flags: number): string {
  return flags === 0 ? "recv" : "peek";
}

/** Sends a datagram to the socket's peer. */
export class SendWaiter extends WriteWaiter {
  override get syscall(): string {
    return "send";
  }
}

/** Receives, or peeks, with the sender's address. */
export class ReceiveFromWaiter extends Waiter<Received> {
  private readonly buffer: Uint8Array;
  private readonly flags: number;

  constructor(buffer: Uint8Array, flags: number) {
    super();
    this.buffer = buffer;
    this.flags = flags;
  }

  get syscall(): string {
    return "recvfrom";
  }

  attempt(fd: number): boolean {
    const count = hostReceive(fd, this.buffer, this.flags);
    if (count >= 0) {
      this.resolve([count, lastAddress()]);
    } else if (count === -EAGAIN) {
      return false;
    } else {
      this.reject(failure("recvfrom", count, fd));
    }
    return true;
  }
}

/** Sends a datagram to an address. */
export class SendToWaiter extends Waiter<number> {
  private readonly bytes: Uint8Array;
  private readonly target: Readonly<Address>;

  constructor(bytes: Uint8Array, target: Readonly<Address>) {
    super();
    this.bytes = bytes;
    this.target = target;
  }

  get syscall(): string {
    return "sendto";
  }

  attempt(fd: number): boolean {
    const count = hostSendTo(fd, this.bytes, this.target.address, this.target.port);
    if (count >= 0) {
      this.resolve(count);
    } else if (count === -EAGAIN) {
      return false;
    } else {
      this.reject(new IoError("sendto", count, formatAddress(this.target)));
    }
    return true;
  }
}
