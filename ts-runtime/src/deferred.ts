// A promise's functions come out through these two: an executor that is shared costs no closure for each promise.
let lastResolve: unknown;
let lastReject: unknown;

function capture(resolve: unknown, reject: unknown): void {
  lastResolve = resolve;
  lastReject = reject;
}

/** What settles a promise later. */
export interface Settler<T> {
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

/** A new promise, whose functions are put into `settler`. */
export function promiseFor<T>(settler: Settler<T>): Promise<T> {
  const promise = new Promise<T>(capture);
  settler.resolve = lastResolve as Settler<T>["resolve"];
  settler.reject = lastReject as Settler<T>["reject"];
  return promise;
}

/** Before {@link promiseFor} has given it a promise, a settler settles nothing. */
export function unset(): void {}
