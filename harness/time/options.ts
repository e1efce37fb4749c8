import { checkGiven, type Rule, rules } from "../base/given.ts";

/** Of what waits for time: `advance` and `pause`. */
export interface TimeOptions {
  /** Aborted, the promise rejects with its reason. Time that has passed by then has passed. */
  signal?: AbortSignal | undefined;
}

const timeRules: Readonly<Record<keyof TimeOptions, Rule>> = { signal: rules.signal };

/**
 * @param what whose options they are: `advance`
 * @throws UsageError `EINVAL` an option that does not exist, or a signal that is none
 * @throws the signal's reason, where it is aborted already
 */
export function checkTimeOptions(what: string, options: TimeOptions): void {
  checkGiven(what, options, timeRules);
  options.signal?.throwIfAborted();
}
