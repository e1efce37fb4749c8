import { isHarnessError } from "../base/errors.ts";
import { note } from "./note.ts";

/** One run at a time, each ended by the next. */
export class Restarts implements AsyncDisposable {
  #stop = async () => {};
  #isRunning = false;

  /** Whether the last run goes on. */
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Ends the run that there is, and when nothing is left of it begins another, which is not waited for. */
  async begin(run: (signal: AbortSignal) => Promise<number>): Promise<void> {
    await this.#stop();
    const controller = new AbortController();
    this.#isRunning = true;
    const ended = run(controller.signal)
      .then((code) => `it ended with code ${code}`)
      .catch((error) => (isHarnessError(error) ? error.message : String(error?.stack ?? error)))
      .then((how) => {
        this.#isRunning = false;
        if (!controller.signal.aborted) {
          note(`${how}; waiting for a change`);
        }
      });
    this.#stop = async () => {
      controller.abort();
      await ended;
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop();
  }
}
