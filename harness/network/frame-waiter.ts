import { afterProgress } from "../device/clock.ts";
import { processClock } from "../qemu/process-clock.ts";
import { NetworkError } from "./error.ts";
import { Frame } from "./frame.ts";
import { FrameTail } from "./frame-tail.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import type { Switch } from "./switch.ts";

export interface WaitOptions {
  /** Milliseconds, without the time in which this process waited for a processor of a busy machine. Default 5,000. */
  timeout?: number;
  /** What is waited for, in the message of a failure: `"an ARP request"`. Default: `"such a frame"`. */
  what?: string;
  signal?: AbortSignal | undefined;
}

/**
 * Waits for the next frame that reaches the switch and for which the predicate returns true.
 *
 * @param context what a failure's message has at its end
 * @throws NetworkError `ETIMEDOUT`, with the last frames that came instead
 * @throws the signal's reason
 */
export function waitForFrame(
  ethernet: Switch,
  matches: FramePredicate,
  { timeout = 5_000, what = "such a frame", signal }: WaitOptions,
  context: string,
): Promise<Frame> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const others = new FrameTail();
    const end = () => {
      stop();
      cancel();
      signal?.removeEventListener("abort", abort);
    };
    const abort = () => {
      end();
      reject(signal?.reason);
    };
    const stop = ethernet.listen((frame, from) => {
      try {
        if (!matches(frame)) {
          others.push(frame, from.name);
          return;
        }
      } catch (error) {
        end();
        reject(error);
        return;
      }
      end();
      // The frame lies in memory that is shared with others; what a user keeps is the user's own.
      resolve(new Frame(Uint8Array.from(frame.bytes)));
    });
    const fail = () => {
      end();
      const message = `expected ${what} within ${timeout} ms, but ${others.describe("no frame came at all")}`;
      reject(new NetworkError(`${message}\n${context}`, "ETIMEDOUT"));
    };
    let cancel = afterProgress(processClock("/proc/self"), timeout, () => {
      // What has come meanwhile, and was not read yet, is looked at first.
      const turn = setImmediate(fail);
      cancel = () => clearImmediate(turn);
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}
