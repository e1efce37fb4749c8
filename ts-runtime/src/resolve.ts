import { type AddressLike, formatAddress, parseAddress } from "./address.ts";
import { hostFamily } from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { lookup } from "./lookup.ts";
import type { AbortSignalLike } from "./signal.ts";

/** A numeric address, and of which family it is. */
export interface Target {
  readonly address: string;
  readonly port: number;
  readonly family: 4 | 6;
}

/**
 * Makes an address numeric: a name is looked up. Not an async function, so that a numeric one costs no promise.
 *
 * @throws IoError `EINVAL`, or as `lookup`
 */
export function resolveAddress(
  input: AddressLike,
  syscall: string,
  signal: AbortSignalLike | undefined,
): Target | Promise<Target> {
  const { address, port } = parseAddress(input, syscall);
  const family = hostFamily(address);
  if (family < 0) {
    throw new IoError(syscall, family, formatAddress({ address, port }));
  }
  return family === 4 || family === 6 ? { address, port, family } : resolveName(address, port, signal);
}

async function resolveName(name: string, port: number, signal: AbortSignalLike | undefined): Promise<Target> {
  const address = await lookup(name, { signal });
  return { address, port, family: hostFamily(address) === 6 ? 6 : 4 };
}
