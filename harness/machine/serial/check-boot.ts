import { ownCommand } from "../../base/own-command.ts";
import type { Board } from "../../boards/board.ts";
import type { DeviceRecord } from "../../console/records.ts";

/** What is expected of the firmware on a board. */
export interface ExpectedFirmware {
  readonly board: Board;
  readonly kernel: string;
  readonly engine: string;
}

/**
 * Compares a boot record with what was asked for. Returns what differs and what to do, or undefined where nothing does, also for
 * other records.
 */
export function checkBoot(record: DeviceRecord, { board, kernel, engine }: ExpectedFirmware): string | undefined {
  if (record.t !== "boot") {
    return undefined;
  }
  const flash = ownCommand(`flash --board ${board.name} --kernel ${kernel} --engine ${engine}`);
  const name = String(record.board);
  if (!namesOf(board).includes(name)) {
    return `the board says that it is ${name}, but ${board.name} was expected: another port, or its own firmware (${flash})`;
  }
  if (record.kernel !== kernel || record.engine !== engine) {
    return (
      `the firmware on the board is ${String(record.kernel)} with ${String(record.engine)}, but ${kernel} with ${engine} was ` +
      `expected: choose those, or flash it (${flash})`
    );
  }
  return undefined;
}

/** Zephyr's CONFIG_BOARD is a target without its qualifiers: `mps2` of `mps2/an385`. */
function namesOf({ name, zephyr }: Board): string[] {
  const target = zephyr?.target ?? name;
  return [name, target, target.split("/")[0] ?? target];
}
