import { NetworkError } from "./error.ts";
import { FrameTail } from "./frame-tail.ts";
import type { WaitOptions } from "./frame-waiter.ts";
import type { LinkClock } from "./link/clock.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import type { Switch } from "./switch.ts";

export interface AbsenceOptions extends Pick<WaitOptions, "what" | "signal"> {
  /** Milliseconds, of the network's clock, in which no such frame may come. */
  for: number;
}

/**
 * Resolves when no frame for which the predicate returns true has reached the switch for a while.
 *
 * @param context what a failure's message has at its end
 * @throws NetworkError `EEXIST` with the frame that came, as soon as it came, and with those before it
 * @throws the signal's reason
 */
export function waitForAbsence(
  ethernet: Switch,
  clock: LinkClock,
  matches: FramePredicate,
  { for: period, what = "such frame", signal }: AbsenceOptions,
  context: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const before = new FrameTail();
    const end = (settle: () => void) => {
      stop();
      cancel();
      signal?.removeEventListener("abort", abort);
      settle();
    };
    const abort = () => end(() => reject(signal?.reason));
    const stop = ethernet.listen((frame, from) => {
      try {
        if (matches(frame)) {
          const came = `${from.name} sent\n  ${frame}\nBefore it, ${before.describe("nothing came")}`;
          throw new NetworkError(`expected no ${what} for ${period} ms, but ${came}\n${context}`, "EEXIST");
        }
        before.push(frame, from.name);
      } catch (error) {
        end(() => reject(error));
      }
    });
    const cancel = clock.at(clock.now() + period, () => end(resolve));
    signal?.addEventListener("abort", abort, { once: true });
  });
}
