// A promise's functions come out through these two: an executor that is shared costs no closure for each promise.
let lastResolve: unknown;
let lastReject: unknown;

function capture(resolve: unknown, reject: unknown): void {
  lastResolve = resolve;
  lastReject = reject;
}

/**
 * What settles a promise later. Classes `declare` the two and leave it to {@link promiseFor} to set them: on QuickJS a new property
 * costs as much as a call does.
 */
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

/** A new promise and what settles it. */
export function deferred<T>(): Settler<T> & { readonly promise: Promise<T> } {
  const promise = new Promise<T>(capture);
  return {
    promise,
    resolve: lastResolve as Settler<T>["resolve"],
    reject: lastReject as Settler<T>["reject"],
  };
}
