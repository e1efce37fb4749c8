import { terminalProgress } from "../../base/progress.ts";
import type { Reset } from "./machine.ts";

/** Asks whoever sits at the board to press its reset button, and waits until the board has begun anew. */
export const askForReset: Reset = ({ board, path, booted, signal }) =>
  terminalProgress().during(`Press the reset button of the ${board.name} on ${path}`, () => orAborted(booted, signal));

function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) {
      abort();
    }
    void promise.then(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}
