import { checkGiven, checkValue, type Rule, rules } from "../base/given.ts";
import { NetworkError } from "./error.ts";
import { FrameTail } from "./frame-tail.ts";
import type { WaitOptions } from "./frame-waiter.ts";
import { watchFrames } from "./frame-watch.ts";
import type { LinkClock } from "./link/clock.ts";
import type { FramePredicate } from "./link/drop-rules.ts";
import type { Switch } from "./switch.ts";

/** For how long no such frame may come, and what it is called. */
export interface AbsenceOptions extends Pick<WaitOptions, "what" | "signal"> {
  /** Milliseconds, of the network's clock, in which no such frame may come. */
  for: number;
}

const absenceRules: Readonly<Record<keyof AbsenceOptions, Rule>> = {
  for: rules.period,
  what: rules.text,
  signal: rules.signal,
};

/** @throws UsageError `EINVAL` it is nothing that can be waited for */
export function checkAbsence(matches: FramePredicate, options: AbsenceOptions): void {
  checkValue("what noFrame looks for", matches, rules.callback);
  checkGiven("noFrame", options, absenceRules);
  checkValue("for", options.for, rules.period);
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
  return watchFrames<void>(ethernet, signal, ({ resolve }) => {
    const before = new FrameTail();
    return {
      see: (frame, from) => {
        if (matches(frame)) {
          const came = `${from.name} sent\n  ${frame}\nBefore it, ${before.describe("nothing came")}`;
          throw new NetworkError(`expected no ${what} for ${period} ms, but ${came}\n${context}`, "EEXIST");
        }
        before.push(frame, from.name);
      },
      cancel: clock.at(clock.now() + period, () => resolve()),
    };
  });
}
