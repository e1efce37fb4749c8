import { type AbortSignalLike, onAbort } from "./signal.ts";

/** Lets one operation run at a time, first in, first out. */
export class Turns {
  private isTaken = false;
  private readonly waiting: (() => void)[] = [];

  /** Runs an operation when those before it have ended. Aborted before that, it never runs. */
  async take<R>(signal: AbortSignalLike | undefined, operation: () => Promise<R>): Promise<R> {
    if (this.isTaken) {
      await this.wait(signal);
    }
    this.isTaken = true;
    try {
      return await operation();
    } finally {
      const next = this.waiting.shift();
      this.isTaken = next !== undefined;
      next?.();
    }
  }

  private wait(signal: AbortSignalLike | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        forget?.();
        resolve();
      };
      this.waiting.push(go);
      const forget =
        signal &&
        onAbort(signal, (reason) => {
          const at = this.waiting.indexOf(go);
          if (at >= 0) {
            this.waiting.splice(at, 1);
            reject(reason);
          }
        });
    });
  }
}
