import { UsageError } from "../base/errors.ts";
import { requirePart } from "../boards/require.ts";
import { connectedProbes, listProbes, type Probe } from "./probes.ts";
import { chooseRunner, type Runner } from "./runners/index.ts";
import { type RunnerSettings, readRunners } from "./runners-yaml.ts";
import type { Target } from "./types.ts";

/** How a board is reached. */
export interface Route {
  readonly runner: Runner;
  readonly settings: RunnerSettings;
  /** The board's probe, for people. */
  readonly probeName: string;
  /** The probes that are connected, as far as USB tells. */
  readonly connected: readonly Probe[];
}

/**
 * Finds out how a board is reached, before anything is started.
 *
 * @throws UsageError `ENOTSUP` the board is no hardware, or Zephyr has no such runner for it; `EINVAL` it has no such runner, or two
 * probes are connected and none is named; `ENOENT` its firmware is not built
 */
export function findRoute(target: Target): Route {
  const { board, buildDir, probe } = target;
  const hardware = requirePart(board, "hardware");
  const runner = chooseRunner(target.runner, { name: board.name, runners: hardware.runners });
  const file = readRunners(buildDir);
  if (!file.runners.includes(runner.name)) {
    throw new UsageError(
      `Zephyr does not flash ${board.name} with ${runner.name}: choose --runner among ${file.runners.join(", ")}`,
      { code: "ENOTSUP" },
    );
  }
  const connected = connectedProbes(runner.name, hardware.serial.usb, target.usbDevices);
  if (probe === undefined && connected.length > 1) {
    // Most tools would take the first one that they find.
    throw new UsageError(
      `more than one probe is connected: choose one with --probe ID; there ${listProbes(connected)}`,
    );
  }
  return { runner, settings: file.settings(runner.name), probeName: hardware.probe, connected };
}
