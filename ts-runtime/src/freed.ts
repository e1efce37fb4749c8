import { type AbortSignalLike, onAbort } from "./signal.ts";

let waiting: (() => void)[] = [];

/**
 * Resolves when a socket is closed, or the signal aborted: for who has found none left. It holds neither the program nor a
 * timer.
 */
export function socketFreed(signal: AbortSignalLike | undefined): Promise<void> {
  return new Promise((resolve) => {
    let forget: (() => void) | undefined;
    const wake = (): void => {
      forget?.();
      resolve();
    };
    waiting.push(wake);
    if (signal !== undefined) {
      forget = onAbort(signal, () => {
        waiting = waiting.filter((other) => other !== wake);
        wake();
      });
    }
  });
}

/** A socket was closed, or is none of the reactor's any more. */
export function noteFreedSocket(): void {
  if (waiting.length > 0) {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) {
      wake();
    }
  }
}
