import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import type { Board } from "../../boards/board.ts";
import { loadBinding } from "./binding.ts";
import { holdersOf } from "./holders.ts";
import { bindingError, busyPort, forbiddenPort, missingPort, notAPort } from "./open-error.ts";
import { SerialPort } from "./port.ts";
import { listPorts } from "./ports.ts";

export interface PortOptions {
  path: string;
  baud: number;
  /** Marks its ports where the one that is meant does not exist. */
  board?: Board | undefined;
  /** Takes what the board sends, as it comes. */
  onData: (chunk: Buffer) => void;
}

/**
 * Opens a serial port for this process alone: 8 data bits, no parity, one stop bit, no flow control.
 *
 * @throws UsageError `ENOENT` there is no such port, `ENOTTY` it is something else
 * @throws BootError `EBUSY` another process has it, `EACCES` this user may not, `EIO` for the rest
 */
export async function openPort({ path, baud, board, onData }: PortOptions): Promise<SerialPort> {
  await checkPort(path, board);
  const binding = await loadBinding();
  const port = await binding.open({ path, baudRate: baud, lock: true, hupcl: false }).catch((error: Error) => {
    throw bindingError(path, baud, error);
  });
  return new SerialPort(port, onData);
}

/**
 * Whether a port could be opened now. It is not touched: opening one can reset a board.
 *
 * @throws as {@link openPort}, whose binding has no codes in its errors
 */
export async function checkPort(path: string, board?: Board): Promise<void> {
  const found = await stat(path).catch(async (error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" || error.code === "ENOTDIR"
      ? missingPort(path, await listPorts(), board)
      : bindingError(path, 0, error);
  });
  if (!found.isCharacterDevice()) {
    throw notAPort(path);
  }
  await access(path, constants.R_OK | constants.W_OK).catch(() => {
    throw forbiddenPort(path, found.gid);
  });
  const holders = holdersOf(await realpath(path));
  if (holders.length > 0) {
    throw busyPort(path, holders);
  }
}
