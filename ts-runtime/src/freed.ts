let waiting: (() => void)[] = [];

/** Resolves when a socket is closed: for who has found none left. It holds neither the program nor a timer. */
export function socketFreed(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

/** A socket was closed. */
export function noteFreedSocket(): void {
  if (waiting.length > 0) {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) {
      wake();
    }
  }
}
