import { type Address, lastAddress } from "./address.ts";
import { EAGAIN } from "./errno.ts";
import { bufferFailure, failure, sendFailure } from "./failure.ts";
import { hostReceive, hostSendTo } from "./host-binding.ts";
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
  private readonly size: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.size = bytes.length;
  }

  override get syscall(): string {
    return "send";
  }

  override attempt(fd: number): boolean {
    return failsForSize(this, this.size) || super.attempt(fd);
  }
}

/** Rejects what would send another datagram than it was given: its buffer was detached, or has another size now. */
function failsForSize(waiter: Waiter<number> & { readonly bytes: Uint8Array }, size: number): boolean {
  if (waiter.bytes.length === size) {
    return false;
  }
  waiter.reject(bufferFailure(waiter.syscall));
  return true;
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
  readonly bytes: Uint8Array;
  private readonly size: number;
  private readonly target: Readonly<Address>;

  constructor(bytes: Uint8Array, target: Readonly<Address>) {
    super();
    this.bytes = bytes;
    this.size = bytes.length;
    this.target = target;
  }

  get syscall(): string {
    return "sendto";
  }

  attempt(fd: number): boolean {
    if (failsForSize(this, this.size)) {
      return true;
    }
    const count = hostSendTo(fd, this.bytes, this.target.address, this.target.port);
    if (count >= 0) {
      this.resolve(count);
    } else if (count === -EAGAIN) {
      return false;
    } else {
      this.reject(sendFailure(count, this.target));
    }
    return true;
  }
}
