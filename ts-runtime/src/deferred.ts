/**
 * What settles a promise later. Classes `declare` the two and leave it to {@link promiseFor} to set them: on QuickJS a new property
 * costs as much as a call does.
 */
export interface Settler<T> {
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

/** What a promise resolves and rejects with, of whatever type: it comes out of {@link capture} without one. */
type AnySettler = Settler<never>;

let settling: AnySettler;

/** The executor of every promise here: one that is shared costs no closure for each. */
function capture(resolve: (value: never) => void, reject: (reason: unknown) => void): void {
  settling.resolve = resolve;
  settling.reject = reject;
}

/** A new promise, whose functions are put into `settler`. */
export function promiseFor<T>(settler: Settler<T>): Promise<T> {
  settling = settler;
  return new Promise<T>(capture as (resolve: (value: T) => void, reject: (reason: unknown) => void) => void);
}

/** A new promise and what settles it. */
export function deferred<T>(): Settler<T> & { readonly promise: Promise<T> } {
  const settler = {} as Settler<T> & { promise: Promise<T> };
  settler.promise = promiseFor(settler);
  return settler;
}
