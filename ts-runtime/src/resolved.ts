// A promise that is resolved says the same to everyone: one serves every operation that need not wait.

/** A promise that is resolved. */
export const resolved: Promise<void> = Promise.resolve();

let count = 0;
let resolvedCount = Promise.resolve(0);

/** A promise that is resolved with a count of bytes; the last one is kept, because reads and writes tend to repeat it. */
export function resolvedWith(bytes: number): Promise<number> {
  if (bytes !== count) {
    count = bytes;
    resolvedCount = Promise.resolve(bytes);
  }
  return resolvedCount;
}
