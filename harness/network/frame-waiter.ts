import { NetworkError } from "./error.ts";
import { Frame } from "./frame.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import type { Switch } from "./switch.ts";

export interface WaitOptions {
  /** Milliseconds. Default 5,000. */
  timeout?: number;
  signal?: AbortSignal | undefined;
}

/** How many of the frames that did not match are shown. */
const shown = 8;

/**
 * Waits for the next frame that reaches the switch and for which the predicate returns true.
 *
 * @throws NetworkError `ETIMEDOUT`, with the last frames that came instead
 * @throws the signal's reason
 */
export function waitForFrame(
  ethernet: Switch,
  matches: FramePredicate,
  { timeout = 5_000, signal }: WaitOptions,
): Promise<Frame> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const others: string[] = [];
    let count = 0;
    const end = () => {
      stop();
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const abort = () => {
      end();
      reject(signal?.reason);
    };
    const stop = ethernet.listen((frame, from) => {
      let isMatch: boolean;
      try {
        isMatch = matches(frame);
      } catch (error) {
        end();
        reject(error);
        return;
      }
      if (isMatch) {
        end();
        // The frame lies in memory that is shared with others; what a user keeps is the user's own.
        resolve(new Frame(Uint8Array.from(frame.bytes)));
        return;
      }
      count++;
      others.push(`  ${from.name}: ${frame}`);
      others.splice(0, others.length - shown);
    });
    const timer = setTimeout(() => {
      end();
      const instead =
        count === 0 ? "no frame came at all" : `${count} others came, the last of them:\n${others.join("\n")}`;
      reject(new NetworkError(`no such frame within ${timeout} ms; ${instead}`, "ETIMEDOUT"));
    }, timeout);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
