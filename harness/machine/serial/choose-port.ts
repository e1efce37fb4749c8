import { UsageError } from "../../base/errors.ts";
import type { Board } from "../../boards/board.ts";
import { requirePart } from "../../boards/require.ts";
import { describePorts, listPorts, type PortInfo, portsOf } from "./ports.ts";

/**
 * The port of a board where nobody named one: the only one with the board's USB ids.
 *
 * @throws UsageError `ENOENT` none has them, `EEXIST` several have, `ENOTSUP` the board is no hardware
 */
export async function choosePort(board: Board, ports?: readonly PortInfo[]): Promise<string> {
  requirePart(board, "hardware");
  const all = ports ?? (await listPorts());
  const [found, ...others] = portsOf(board, all);
  if (found !== undefined && others.length === 0) {
    return found.path;
  }
  if (found !== undefined) {
    const message = `several boards like ${board.name} are connected: ${describePorts([found, ...others])}`;
    throw new UsageError(`${message}; choose one with --port`, { code: "EEXIST" });
  }
  const there = all.length === 0 ? "this machine has no serial port at all" : `there are ${describePorts(all)}`;
  throw new UsageError(
    `no ${board.name} is connected, as far as USB tells: ${there}; plug it in by its debug port, or name the port with --port`,
    { code: "ENOENT" },
  );
}
