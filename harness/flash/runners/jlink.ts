import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { optionValues } from "../runners-yaml.ts";
import { noProbe, noTarget, twoProbes } from "./faults.ts";
import type { Runner } from "./runner.ts";

/** SEGGER's J-Link Commander, which compares what it wrote by itself. */
export const jlink: Runner = {
  name: "jlink",
  tool: "JLinkExe",
  install: "install the J-Link Software and Documentation Pack from segger.com",
  flashArgs: (probe) => (probe === undefined ? [] : ["--dev-id", probe]),
  fileArgs: (file) => ["--file", file, "--file-type", "hex"],
  resetCommand(settings, { probe, scratch }) {
    const script = join(scratch, "reset.jlink");
    writeFileSync(script, "ExitOnError 1\nr\ng\nq\n");
    const last = (name: string, otherwise: string) => optionValues(settings, name).at(-1) ?? otherwise;
    return {
      command: last("--commander", "JLinkExe"),
      args: [
        ...(probe === undefined ? [] : [/^\d+\.\d+\.\d+\.\d+$/.test(probe) ? "-IP" : "-USB", probe]),
        ...["-nogui", "1", "-if", last("--iface", "swd"), "-speed", last("--speed", "auto")],
        ...["-device", last("--device", ""), "-CommanderScript", script],
      ],
    };
  },
  writes: /(?:Erasing|Programming) flash|J-Link: Flash download/,
  step(output) {
    const [, doing, percent] = [...output.matchAll(/(\w+) flash\s+\[\s*(\d+)%\]/g)].at(-1) ?? [];
    return doing === undefined ? undefined : { doing, percent: Number(percent) };
  },
  faults: [
    {
      pattern: /one or more Python dependencies were missing/,
      code: "ENOENT",
      text: "west needs pylink to run the J-Link tools: `pip install pylink-square` into the Python that runs west",
    },
    twoProbes(
      /(?:Multiple|More than one|several) J-?Links?\b.*(?:found|connected|detected)|Please select.*(?:emulator|J-Link)/i,
    ),
    noProbe(
      /Connecting to J-Link via (?:USB|IP)\.\.\.\s*FAILED|Cannot connect to (?:the )?(?:J-Link|probe)|No (?:J-Link|emulators?) (?:found|connected)/i,
    ),
    {
      pattern: /Unknown device|is unknown to this/i,
      code: "ENOTSUP",
      text: "the J-Link software does not know the chip: install a newer version",
    },
    noTarget(
      /Cannot connect to target|Could not find core|Failed to connect to target|VTref=0\.\d+V|target voltage (?:is )?too low/i,
    ),
    {
      pattern: /(?:Failed to verify|Verification failed) @ (?:address )?(0x[\da-f]+)/i,
      code: "EILSEQ",
      text: "what was read back differs from what was written, first at $1",
      evenAfterSuccess: true,
    },
    {
      pattern:
        /Writing target memory failed|Error while programming flash|Failed to (?:erase|program|download RAMCode|prepare for programming)|Programming failed/i,
      code: "EIO",
      text: "writing failed",
      evenAfterSuccess: true,
    },
    {
      pattern: /(?:read ?out|write) protect\w*|device (?:is )?secured/i,
      code: "EPERM",
      text: "the chip is protected against writing: unlock it with J-Link Commander's `unlock`, which erases it",
    },
  ],
};
