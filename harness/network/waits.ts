import { NetworkError } from "./error.ts";

/** Waits of a network that have not ended: its end is theirs. */
export class Waits {
  readonly #what: string;
  readonly #open = new Map<AbortController, Promise<unknown>>();

  /** @param what was done, in the message of those that the network's end ended */
  constructor(what: string) {
    this.#what = what;
  }

  /** @param start begins the wait, which ends with the signal that it is given: the caller's, or when the network is closed */
  begin<Value>(start: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    const closing = new AbortController();
    const promise = start(signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]));
    const forget = () => this.#open.delete(closing);
    this.#open.set(closing, promise);
    promise.then(forget, forget);
    return promise;
  }

  /** Ends those that are left with `ENETDOWN`. A test that has ended awaits them no more, so that this is no unhandled rejection. */
  close(): void {
    for (const [closing, promise] of this.#open) {
      promise.catch(() => {});
      closing.abort(new NetworkError(`the virtual network was closed while ${this.#what}`, "ENETDOWN"));
    }
  }
}

/** What a check throws, as the rejection that one of a network's waits would have; nothing where it throws nothing. */
export function rejected(check: () => void): Promise<never> | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return Promise.reject(error);
  }
}

/** What a function returns; what it throws is a rejection of that, and the promise is no other one. */
export function attempt<Value>(start: () => Promise<Value>): Promise<Value> {
  try {
    return start();
  } catch (error) {
    return Promise.reject(error);
  }
}
