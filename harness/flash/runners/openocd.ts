import { existsSync } from "node:fs";
import { join } from "node:path";
import { optionValues } from "../runners-yaml.ts";
import { noProbe, noTarget } from "./faults.ts";
import type { Runner } from "./runner.ts";

/** OpenOCD 0.12: ST-LINK, CMSIS-DAP, J-Link. It tells nothing while it writes. */
export const openocd: Runner = {
  name: "openocd",
  tool: "openocd",
  install: "install OpenOCD 0.12 or later (Debian: apt install openocd; macOS: brew install open-ocd)",
  flashArgs: (probe) => ["--verify", ...(probe === undefined ? [] : ["--cmd-pre-init", `adapter serial ${probe}`])],
  fileArgs: (file) => ["--hex-file", file],
  resetCommand(settings, { probe }) {
    const support = join(settings.boardDir, "support");
    const own = join(support, "openocd.cfg");
    const given = optionValues(settings, "--config");
    const configs = given.length === 0 && existsSync(own) ? [own] : given;
    const commands = [
      ...optionValues(settings, "--cmd-pre-init"),
      ...(probe === undefined ? [] : [`adapter serial ${probe}`]),
      ...["init", "reset run", "shutdown"],
    ];
    return {
      command: settings.openocd ?? "openocd",
      args: [
        ...[support, ...settings.openocdSearch].flatMap((folder) => ["-s", folder]),
        ...configs.flatMap((file) => ["-f", file]),
        ...commands.flatMap((each) => ["-c", each]),
      ],
    };
  },
  writes: /auto erase enabled|^wrote \d+ bytes/m,
  faults: [
    {
      pattern: /LIBUSB_ERROR_ACCESS|could not open.*Permission denied/i,
      code: "EACCES",
      text: "this user may not use the probe's USB device: install OpenOCD's udev rules (60-openocd.rules), reload them (udevadm control --reload) and plug the probe in again",
    },
    {
      pattern: /LIBUSB_ERROR_BUSY|couldn't bind \w+ to socket on port \d+: Address already in use/,
      code: "EBUSY",
      text: "the probe is in use: end the other OpenOCD, debugger or IDE that has it",
    },
    {
      pattern: /invalid subcommand "serial|adapter serial.*(?:not found|invalid)|invalid command name "adapter"/,
      code: "ENOTSUP",
      text: "this OpenOCD cannot choose a probe by its serial number: install 0.12 or later",
    },
    {
      pattern: /Can't find (\S+\.cfg)/,
      code: "ENOENT",
      text: "OpenOCD does not have its script $1: it is installed in part, or too old; install 0.12 or later",
    },
    noProbe(
      /^Error: (?:open failed|unable to find a matching CMSIS-DAP device|No J-Link device found|no device found|unable to open \w+ device|couldn't find the specified serial)/im,
    ),
    noTarget(
      /init mode failed \(unable to connect to the target\)|cannot read IDR|target voltage may be too low|examination failed|communication failure|Could not find MEM-AP|TARGET: .* - Not halted|timed out while waiting for target halted/i,
    ),
    {
      pattern: /^diff \d+ address (0x[\da-f]+)/im,
      code: "EILSEQ",
      text: "what was read back differs from what was written, first at $1",
      evenAfterSuccess: true,
    },
    {
      pattern: /no flash bank found for address (0x[\da-f]+)/i,
      code: "EFAULT",
      text: "the chip on the board has no flash memory at $1: is it the board that was named?",
      evenAfterSuccess: true,
    },
    {
      pattern: /device (?:is )?(?:protected|secured)|write protected|read protection|MDM: .*secured/i,
      code: "EPERM",
      text: "the chip is protected against writing: unlock it with its vendor's tool, which erases it",
    },
  ],
};
