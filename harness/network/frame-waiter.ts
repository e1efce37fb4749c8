import { afterProgress } from "../base/clock.ts";
import { checkGiven, checkValue, type Rule, rules } from "../base/given.ts";
import { processClock } from "../base/process-clock.ts";
import { NetworkError } from "./error.ts";
import { Frame } from "./frame.ts";
import { FrameTail } from "./frame-tail.ts";
import { watchFrames } from "./frame-watch.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import type { Switch } from "./switch.ts";

/** How long a frame is waited for, and what it is called. */
export interface WaitOptions {
  /** Milliseconds, without the time in which this process waited for a processor of a busy machine. Default 5,000. */
  timeout?: number;
  /** What is waited for, in the message of a failure: `"an ARP request"`. Default: `"such a frame"`. */
  what?: string;
  /** Aborted, the promise rejects with its reason. */
  signal?: AbortSignal | undefined;
}

const waitRules: Readonly<Record<keyof WaitOptions, Rule>> = {
  timeout: rules.wait,
  what: rules.text,
  signal: rules.signal,
};

/** @throws UsageError `EINVAL` it is nothing that can be waited for */
export function checkWait(matches: FramePredicate, options: WaitOptions): void {
  checkValue("what frame waits for", matches, rules.callback);
  checkGiven("frame", options, waitRules);
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
  return watchFrames(ethernet, signal, ({ resolve, reject }) => {
    const others = new FrameTail();
    const fail = () => {
      const message = `expected ${what} within ${timeout} ms, but ${others.describe("no frame came at all")}`;
      reject(new NetworkError(`${message}\n${context}`, "ETIMEDOUT"));
    };
    let cancel = afterProgress(processClock("/proc/self"), timeout, () => {
      // What has come meanwhile, and was not read yet, is looked at first.
      const turn = setImmediate(fail);
      cancel = () => clearImmediate(turn);
    });
    return {
      see: (frame, from) => {
        if (matches(frame)) {
          // The frame lies in memory that is shared with others; what a user keeps is the user's own.
          resolve(new Frame(Uint8Array.from(frame.bytes)));
        } else {
          others.push(frame, from.name);
        }
      },
      cancel: () => cancel(),
    };
  });
}
