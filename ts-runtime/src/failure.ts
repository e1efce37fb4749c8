import { formatAddress, lastAddress } from "./address.ts";
import { EMFILE, ENFILE } from "./errno.ts";
import { hostPeerAddress } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** The error of an operation on a socket, which names the peer where it is still known. */
export function failure(syscall: string, result: number, fd: number): IoError {
  const peer = fd >= 0 && hostPeerAddress(fd) === 0 ? formatAddress(lastAddress()) : "";
  return new IoError(syscall, result, peer);
}

/** The error of what makes a new socket: it names the option where they ran out. */
export function creationFailure(syscall: string, result: number, subject = ""): IoError {
  const exhausted = result === -EMFILE || result === -ENFILE;
  return new IoError(syscall, result, subject, exhausted ? "CONFIG_AIO_MAX_SOCKETS" : undefined);
}
