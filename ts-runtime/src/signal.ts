/** What the runtime needs of an AbortSignal. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Options of every operation that waits. */
export interface WaitOptions {
  /** Aborted, the operation rejects with the signal's reason. */
  signal?: AbortSignalLike | undefined;
}

/** The signal of some options; none where there are none. */
export function signalOf(options: WaitOptions | undefined): AbortSignalLike | undefined {
  return options === undefined ? undefined : options.signal;
}

/** Throws the reason of a signal that was aborted. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) {
    throw signal.reason;
  }
}

/**
 * Calls `stop` with the reason when a signal is aborted, or with the error where listening to it fails: an
 * `AbortSignal.timeout()` takes its timer only then, and may find none.
 *
 * @returns forgets it
 */
export function onAbort(signal: AbortSignalLike, stop: (reason: unknown) => void): () => void {
  const listener = (): void => stop(signal.reason);
  try {
    signal.addEventListener("abort", listener);
  } catch (error) {
    stop(error);
  }
  return () => signal.removeEventListener("abort", listener);
}
