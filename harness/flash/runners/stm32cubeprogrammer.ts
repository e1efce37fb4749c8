import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { findExecutable } from "../../base/find-executable.ts";
import { optionValues } from "../runners-yaml.ts";
import { noProbe, noTarget } from "./faults.ts";
import type { Runner } from "./runner.ts";

/** How many blocks a whole bar of this tool has. */
const barWidth = 50;
const phases: Readonly<Record<string, string>> = {
  "Download in Progress": "Programming",
  "Read progress": "Verifying",
};

/** STM32CubeProgrammer, ST's own tool for ST-LINK. West has no way to let it compare what it wrote. */
export const stm32cubeprogrammer: Runner = {
  name: "stm32cubeprogrammer",
  tool: "STM32_Programmer_CLI",
  install: "install STM32CubeProgrammer from st.com, and have STM32_Programmer_CLI in PATH",
  // Behind --connect, as a part of it.
  flashArgs: (probe) => (probe === undefined ? [] : [`--tool-opt=sn=${probe}`]),
  fileArgs: (file) => ["--hex-file", file],
  resetCommand(settings, { probe }) {
    const home = join(homedir(), "STMicroelectronics", "STM32Cube", "STM32CubeProgrammer", "bin", this.tool);
    const command = optionValues(settings, "--cli").at(-1) ?? findExecutable(this.tool) ?? home;
    const hard = optionValues(settings, "--reset-mode").at(-1) === "hw";
    return {
      command,
      args: [
        ...["--connect", `port=${optionValues(settings, "--port").at(-1) ?? "swd"}`],
        ...(probe === undefined ? [] : [`sn=${probe}`]),
        hard ? "-hardRst" : "-rst",
      ],
      env: { LD_LIBRARY_PATH: join(dirname(command), "..", "lib") },
    };
  },
  writes: /^Erasing |Download in Progress/m,
  step(output) {
    const [heading] = [...output.matchAll(/(Download in Progress|Read progress):/g)].slice(-1);
    if (heading === undefined) {
      return undefined;
    }
    const bar = output.slice(heading.index);
    const told = [...bar.matchAll(/(\d{1,3})\s?%/g)].at(-1)?.[1];
    const blocks = bar.split("\u2588").length - 1;
    const percent = told === undefined ? (blocks * 100) / barWidth : Number(told);
    return { doing: phases[heading[1] ?? ""] ?? "Programming", percent };
  },
  faults: [
    {
      pattern: /insufficient permissions|LIBUSB_ERROR_ACCESS|DEV_USB_COMM_ERR/i,
      code: "EACCES",
      text: "the ST-LINK's USB device cannot be used: install STM32CubeProgrammer's udev rules (Drivers/rules) and plug the probe in again",
    },
    noProbe(/No debug probe detected|No ST-?LINK detected|ST-LINK with .* not (?:found|detected)|Wrong serial number/i),
    {
      pattern: /DEV_CONNECT_ERR|ST-LINK is already used|already in use/i,
      code: "EBUSY",
      text: "the ST-LINK is in use: end the other debugger or IDE that has it",
    },
    noTarget(
      /No STM32 target found|Unable to get core ID|ST-LINK error \(DEV_(?!CONNECT_ERR)\w+\)|No target connected/i,
    ),
    {
      pattern: /Data mismatch found at address (0x[\da-f]+)/i,
      code: "EILSEQ",
      text: "what was read back differs from what was written, first at $1",
      evenAfterSuccess: true,
    },
    {
      pattern: /(?:memory|flash|sector) (?:is )?protected|read ?out protection|RDP/i,
      code: "EPERM",
      text: "the chip is protected against writing: unlock it with STM32CubeProgrammer, which erases it",
    },
    {
      pattern: /Error: (?:failed to (?:download|erase)|Failed to download data|Operation exceeds memory limits).*/i,
      code: "EIO",
      text: "writing failed",
      evenAfterSuccess: true,
    },
  ],
};
