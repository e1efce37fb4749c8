/** Calls back when what runs now is over, before any event. What it throws ends the program. */
export function queueMicrotask(callback: () => void): void {
  if (typeof callback !== "function") {
    throw new TypeError(`queueMicrotask: expected a function, got ${typeof callback}`);
  }
  void Promise.resolve().then(callback);
}
