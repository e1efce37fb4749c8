import { readFileSync } from "node:fs";
import { BootError, type HarnessError, UsageError } from "../../base/errors.ts";
import type { Board } from "../../boards/board.ts";
import { describeHolders, type Holder } from "./holders.ts";
import { describePorts, type PortInfo } from "./ports.ts";

/** There is no such port: what there is instead. */
export function missingPort(path: string, ports: readonly PortInfo[], board?: Board): HarnessError {
  const there =
    ports.length === 0
      ? "this machine has none: plug the board in by its debug port, and look whether its cable carries data"
      : `there are ${describePorts(ports, board)}`;
  return new UsageError(`there is no serial port ${path}; ${there}`, { code: "ENOENT" });
}

export function notAPort(path: string): HarnessError {
  return new UsageError(`${path} is no serial port: expected a character device such as /dev/ttyACM0`, {
    code: "ENOTTY",
  });
}

/** Somebody else has it: two readers would each get a part of what the board prints. */
export function busyPort(path: string, holders: readonly Holder[]): HarnessError {
  const who = holders.length === 0 ? "another program has it open" : `${describeHolders(holders)} has it open`;
  return new BootError(`${path} is busy: ${who}; end that first`, { code: "EBUSY" });
}

/**
 * This user may not.
 *
 * @param gid the group that may
 */
export function forbiddenPort(path: string, gid: number, groups = "/etc/group"): HarnessError {
  const group = groupName(gid, groups);
  const advice =
    group === undefined || group === "root"
      ? "its group is root's: a udev rule has to give it to yours"
      : `add yourself to group ${group} (sudo usermod -aG ${group} "$USER"), then log in anew`;
  return new BootError(`${path} may not be opened: permission denied; ${advice}`, { code: "EACCES" });
}

/** The binding's errors have their cause in the text only. */
export function bindingError(path: string, baud: number, error: Error): HarnessError {
  const text = error.message.replace(/^Error:? /, "");
  if (/Cannot lock port|Device or resource busy|Resource busy/.test(text)) {
    return busyPort(path, []);
  }
  return new BootError(`cannot open ${path} at ${baud} baud: ${text}`, { code: "EIO", cause: error });
}

function groupName(gid: number, file: string): string | undefined {
  try {
    const line = readFileSync(file, "utf8")
      .split("\n")
      .find((each) => each.split(":")[2] === String(gid));
    return line?.split(":")[0];
  } catch {
    return undefined;
  }
}
