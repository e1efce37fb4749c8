import { UsageError } from "../../base/errors.ts";
import { jlink } from "./jlink.ts";
import { openocd } from "./openocd.ts";
import { pyocd } from "./pyocd.ts";
import type { Runner } from "./runner.ts";
import { stm32cubeprogrammer } from "./stm32cubeprogrammer.ts";

export type { Fault, FaultContext, Runner, Step, ToolCommand } from "./runner.ts";

/** West's runners that this harness knows how to ask, and whose answers it understands. */
export const runners: readonly Runner[] = [openocd, pyocd, jlink, stm32cubeprogrammer];

/** What people call the tools; Zephyr 3.7 has no runner for stlink-org's `st-flash`. */
const alsoCalled: Readonly<Record<string, string>> = {
  stlink: "stm32cubeprogrammer",
  "st-link": "stm32cubeprogrammer",
};

/**
 * Takes one of a board's runners.
 *
 * @param given undefined chooses the first
 * @throws UsageError `EINVAL`: the board has no such runner; the message lists those that it has
 */
export function chooseRunner(given: string | undefined, board: { name: string; runners: readonly string[] }): Runner {
  const known = board.runners.filter((name) => runners.some((each) => each.name === name));
  const name = given === undefined ? known[0] : (alsoCalled[given] ?? given);
  const found = runners.find((each) => each.name === name && known.includes(each.name));
  if (found === undefined) {
    const what = given === undefined ? "a runner that async-io knows" : `the runner ${given}`;
    throw new UsageError(`${board.name} is not flashed by ${what}; --runner may be ${known.join(", ") || "none"}`);
  }
  return found;
}
