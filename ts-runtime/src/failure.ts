import { type Address, formatAddress, lastAddress } from "./address.ts";
import { EFAULT, EMFILE, ENFILE } from "./errno.ts";
import { hostPeerAddress } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** The error of an operation on a socket, which names the peer where it is still known. */
export function failure(syscall: string, result: number, fd: number): Error {
  if (result === -EFAULT) {
    return bufferFailure(syscall);
  }
  const peer = fd >= 0 && hostPeerAddress(fd) === 0 ? formatAddress(lastAddress()) : "";
  return new IoError(syscall, result, peer);
}

/** The error of a datagram that was to go to an address. */
export function sendFailure(result: number, target: Readonly<Address>): Error {
  return result === -EFAULT ? bufferFailure("sendto") : new IoError("sendto", result, formatAddress(target));
}

/** The error of what makes a new socket: it names the option where they ran out. */
export function creationFailure(syscall: string, result: number, subject = ""): IoError {
  const exhausted = result === -EMFILE || result === -ENFILE;
  return new IoError(syscall, result, subject, exhausted ? "CONFIG_AIO_MAX_SOCKETS" : undefined);
}

/**
 * A TypeError with code `EFAULT`: the bytes are no Uint8Array, or their ArrayBuffer was transferred away, or made smaller, before the
 * operation was done with it.
 */
export function bufferFailure(syscall: string): TypeError {
  const message = `${syscall}: expected a Uint8Array, which keeps its bytes until this is done: it is none, or its buffer was detached or made smaller (EFAULT)`;
  return Object.assign(new TypeError(message), { code: "EFAULT", errno: EFAULT, syscall });
}
