import { promiseFor, type Settler } from "./deferred.ts";
import { EAGAIN } from "./errno.ts";
import { type LookupOwner, setLookupOwner } from "./events.ts";
import { hostLastAddress, hostLookup, hostLookupCancel, hostLookupResult } from "./host-binding.ts";
import { IoError } from "./io-error.ts";
import { type AbortSignalLike, onAbort, signalOf, type WaitOptions } from "./signal.ts";

/** Options of {@link lookup}. */
export interface LookupOptions extends WaitOptions {
  /** 4 or 6 asks for an address of that family, 0 (as without) for whichever is found first. */
  family?: 0 | 4 | 6 | undefined;
}

/**
 * Asks the name server for a host's address. A numeric address is its own answer, in whichever form of WHATWG's URLs it is:
 * `127.1` and `0x7f.0.0.1` are `127.0.0.1`.
 *
 * @returns the address, numeric
 * @throws IoError `ENOENT` no such name, or none that there could be; `ETIMEDOUT` no name server answered, `EAGAIN` with `option` all look-ups are under way,
 *   `EIO`, `ENOMEM` the resolver failed
 */
export function lookup(host: string, options?: LookupOptions): Promise<string> {
  const signal = signalOf(options);
  if (signal?.aborted) {
    return Promise.reject(signal.reason);
  }
  const handle = hostLookup(host, options?.family ?? 0);
  if (handle < 0) {
    const option = handle === -EAGAIN ? "CONFIG_AIO_MAX_LOOKUPS" : undefined;
    return Promise.reject(new IoError("lookup", handle, host, option));
  }
  return new Lookup(host, handle).start(signal);
}

class Lookup implements LookupOwner, Settler<string> {
  declare resolve: (address: string) => void;
  declare reject: (reason: unknown) => void;
  private readonly host: string;
  private readonly handle: number;
  /** Stops listening to its signal, where it has one. */
  declare private forget: (() => void) | undefined;

  constructor(host: string, handle: number) {
    this.host = host;
    this.handle = handle;
  }

  start(signal: AbortSignalLike | undefined): Promise<string> {
    const promise = promiseFor(this);
    setLookupOwner(this.handle, this);
    if (signal !== undefined) {
      this.forget = onAbort(signal, (reason) => {
        this.end();
        hostLookupCancel(this.handle);
        this.reject(reason);
      });
    }
    return promise;
  }

  found(): void {
    this.end();
    const result = hostLookupResult(this.handle);
    if (result < 0) {
      this.reject(new IoError("lookup", result, this.host));
    } else {
      this.resolve(hostLastAddress());
    }
  }

  private end(): void {
    setLookupOwner(this.handle, undefined);
    this.forget?.();
  }
}
