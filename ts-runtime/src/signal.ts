/** What the runtime needs of an AbortSignal. */
export interface AbortSignalLike {
  /** Whether it was aborted. */
  readonly aborted: boolean;
  /** The reason, once it was aborted. */
  readonly reason: unknown;
  /** Calls back when it is aborted. */
  addEventListener(type: "abort", listener: () => void): void;
  /** Does not call back any more. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Options of every operation that waits. */
export interface WaitOptions {
  /** Aborted, the operation rejects with the signal's reason. */
  signal?: AbortSignalLike | undefined;
}

/**
 * The runtime's own signals run algorithms when they are aborted, before any listener is called, as the DOM standard has it: no
 * listener can keep an operation from being aborted.
 */
interface Algorithms {
  addAlgorithm(algorithm: () => void): void;
  removeAlgorithm(algorithm: () => void): void;
}

/** The signal of some options; none where there are none. */
export function signalOf(options: WaitOptions | undefined): AbortSignalLike | undefined {
  return options === undefined ? undefined : options.signal;
}

/** Whether something can be listened to as a signal. */
export function isSignal(value: unknown): value is AbortSignalLike {
  const signal = value as AbortSignalLike | null;
  return typeof signal === "object" && signal !== null && typeof signal.aborted === "boolean";
}

/** Throws the reason of a signal that was aborted. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) {
    throw signal.reason;
  }
}

/**
 * Calls back when a signal is aborted, before its listeners.
 *
 * @returns forgets it
 * @throws IoError `ENOMEM` of an `AbortSignal.timeout()`: it takes its timer only now, and all are in use
 */
export function listenForAbort(signal: AbortSignalLike, algorithm: () => void): () => void {
  const own = signal as AbortSignalLike & Partial<Algorithms>;
  if (own.addAlgorithm === undefined) {
    signal.addEventListener("abort", algorithm);
    return () => signal.removeEventListener("abort", algorithm);
  }
  own.addAlgorithm(algorithm);
  return () => own.removeAlgorithm?.(algorithm);
}

/**
 * Calls `stop` with the reason when a signal is aborted, or with the error where listening to it fails: an
 * `AbortSignal.timeout()` takes its timer only then, and may find none.
 *
 * @returns forgets it
 */
export function onAbort(signal: AbortSignalLike, stop: (reason: unknown) => void): () => void {
  try {
    return listenForAbort(signal, () => stop(signal.reason));
  } catch (error) {
    stop(error);
    return () => {};
  }
}
