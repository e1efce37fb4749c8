import type { Frame } from "./frame.ts";
import type { Station, Switch } from "./switch.ts";

/** What somebody who watches frames may say. The first word counts, and ends the watch. */
export interface Verdict<Value> {
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/** What becomes of a watch. */
export interface Watching {
  /** Is shown each frame; what it throws is the watch's failure. */
  see(frame: Frame, from: Station): void;
  /** Gives up what else it waits for. */
  cancel(): void;
}

/**
 * Shows each frame that reaches the switch to somebody, until there is a verdict.
 *
 * @throws the signal's reason
 */
export function watchFrames<Value>(
  ethernet: Switch,
  signal: AbortSignal | undefined,
  begin: (verdict: Verdict<Value>) => Watching,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const end = () => {
      stop();
      cancel();
      signal?.removeEventListener("abort", abort);
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    const abort = () => fail(signal?.reason);
    const { see, cancel } = begin({
      resolve: (value) => {
        end();
        resolve(value);
      },
      reject: fail,
    });
    const stop = ethernet.listen((frame, from) => {
      try {
        see(frame, from);
      } catch (error) {
        fail(error);
      }
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
