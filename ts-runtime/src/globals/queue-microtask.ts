/** Calls back when what runs now is over, before any event. What it throws ends the program. */
export function queueMicrotask(callback: () => void): void {
  void Promise.resolve().then(callback);
}
