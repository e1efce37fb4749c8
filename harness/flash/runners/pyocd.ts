import { existsSync } from "node:fs";
import { join } from "node:path";
import { optionValues } from "../runners-yaml.ts";
import { noProbe, noTarget, twoProbes } from "./faults.ts";
import type { Runner } from "./runner.ts";

/** How many `=` pyOCD's bar has where there is no terminal. */
const barWidth = 40;

/** pyOCD: CMSIS-DAP, ST-LINK, J-Link. Without `--no-wait` it waits for a probe for ever. */
export const pyocd: Runner = {
  name: "pyocd",
  tool: "pyocd",
  install: "install pyOCD (pipx install pyocd)",
  // A base address is for a raw binary only; newer versions refuse it with a hex file.
  flashArgs: (probe) => ["--dt-flash=n", "--flash-opt=--no-wait", ...(probe === undefined ? [] : ["--dev-id", probe])],
  fileArgs: (file) => ["--hex-file", file],
  resetCommand(settings, { probe }) {
    const config = join(settings.boardDir, "support", "pyocd.yaml");
    return {
      command: optionValues(settings, "--pyocd").at(-1) ?? "pyocd",
      args: [
        ...["reset", "--no-wait"],
        ...(existsSync(config) ? ["--config", config] : []),
        ...optionValues(settings, "--target").flatMap((target) => ["-t", target]),
        ...(probe === undefined ? [] : ["-u", probe]),
      ],
    };
  },
  writes: /^\[---\||Erasing\.\.\.|Erased \d+ bytes|programmed \d+ bytes/m,
  step(output) {
    const scale = output.lastIndexOf("----]\n[");
    const [, bar] = (scale < 0 ? undefined : /\]\n\[(=*)/.exec(output.slice(scale))) ?? [];
    return bar === undefined ? undefined : { doing: "Programming", percent: (bar.length * 100) / barWidth };
  },
  faults: [
    {
      pattern: /Insufficient permissions|Access denied|\[Errno 13\]|Permission denied/i,
      code: "EACCES",
      text: "this user may not use the probe's USB device: install pyOCD's udev rules (its repository has them under udev/) and plug the probe in again",
    },
    twoProbes(/Enter the number of the debug probe|More than one debug probe matches/),
    noProbe(/No connected debug probe|No target device available|Waiting for a debug probe/),
    {
      pattern: /Target type (\S+) not recognized/,
      code: "ENOTSUP",
      text: "pyOCD does not know the chip $1: run `pyocd pack install $1`",
    },
    {
      pattern: /Resource busy|\[Errno 16\]|already (?:open|in use)|unable to claim interface/i,
      code: "EBUSY",
      text: "the probe is in use: end the other debugger or IDE that has it",
    },
    noTarget(
      /No ACK|DP initiali[sz]ation failed|no cores were discovered|unable to connect to the target|STLink error \(\d+\): (?:Get IDCODE error|No device connected)/i,
    ),
    {
      pattern: /Failed to add data chunk: (.*)/,
      code: "EFAULT",
      text: "the chip has no flash memory for a part of it ($1): is it the board that was named?",
      evenAfterSuccess: true,
    },
    { pattern: /flash erase \w+ (?:failure|timed out).*/, code: "EIO", text: "erasing failed" },
    { pattern: /flash (?:program \w+|init) (?:failure|timed out).*/, code: "EIO", text: "writing failed" },
  ],
};
