/**
 * Waits for something until a signal is aborted.
 *
 * @throws the signal's reason
 */
export function unlessAborted<Value>(coming: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) {
    return coming;
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    coming.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
    if (signal.aborted) {
      abort();
    } else {
      signal.addEventListener("abort", abort, { once: true });
    }
  });
}
