import { UsageError } from "../base/errors.ts";

/** What differs between west's runners. */
export interface Runner {
  /** As west has it. */
  readonly name: string;
  /** Arguments of `west flash` that have the written data compared, where the tool can, and that end a tool which finds no probe. */
  readonly args: readonly string[];
  /** Arguments that choose a probe by its serial number or id. */
  probe(id: string): readonly string[];
  /** Arguments for a file in the place of the build's. */
  file(hexFile: string): readonly string[];
  /** The tool's output from which on flash memory may have changed. */
  readonly writes: RegExp;
  /** What the tool says of a failure after which it ends with 0 all the same. */
  readonly lies: RegExp;
}

/** What west's runners for the boards take. Without `--no-wait` pyOCD waits for a probe for ever; `sn` is a part of ST's `--connect`. */
const runners: readonly Runner[] = [
  {
    name: "openocd",
    args: ["--verify"],
    probe: (id) => ["--cmd-pre-init", `adapter serial ${id}`],
    file: (hex) => ["--hex-file", hex],
    writes: /auto erase enabled|^wrote \d+ bytes/m,
    lies: /^diff \d+ address|no flash bank found for address/m,
  },
  {
    name: "pyocd",
    // A base address is for a raw binary only; newer versions refuse it with a hex file.
    args: ["--dt-flash=n", "--flash-opt=--no-wait"],
    probe: (id) => ["--dev-id", id],
    file: (hex) => ["--hex-file", hex],
    writes: /^\[---\||Erasing\.\.\.|Erased \d+ bytes|programmed \d+ bytes/m,
    lies: /Failed to add data chunk/,
  },
  {
    name: "jlink",
    args: [],
    probe: (id) => ["--dev-id", id],
    file: (hex) => ["--file", hex, "--file-type", "hex"],
    writes: /(?:Erasing|Programming) flash|J-Link: Flash download/,
    lies: /Verification failed|Writing target memory failed|Error while programming flash|Failed to (?:verify|erase|program|download|prepare)/i,
  },
  {
    name: "stm32cubeprogrammer",
    args: [],
    probe: (id) => [`--tool-opt=sn=${id}`],
    file: (hex) => ["--hex-file", hex],
    writes: /^Erasing |Download in Progress/m,
    lies: /Data mismatch found|Error: (?:failed to (?:download|erase)|Operation exceeds memory limits)/i,
  },
];

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
