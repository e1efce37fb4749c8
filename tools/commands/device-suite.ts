import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../harness/base/paths.js";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import type { DeviceChoice } from "../../harness/device/choose-device.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import type { Workspace } from "../../harness/zephyr/index.ts";
import { type AvaRun, runAva } from "./run-ava.ts";

/** The product: what the device suite runs on where there is a west workspace. */
export const zephyrFirmware = { kernel: "zephyr", engine: "jerryscript", board: "mps2_an385" } as const;

/** The tests that boot a device, and hold for every kernel and engine. */
export const deviceSuite = ["test/device/*.test.ts"];

/** Those of them that are run from byte code as well: all of the runtime. */
export const releaseSuite = ["globals", "tcp", "timer", "udp"].map((name) => `test/device/${name}.test.ts`);

/** A run of ava. */
export interface DeviceRun {
  readonly args: readonly string[];
  readonly release: boolean;
}

/**
 * Everything from source and a part from byte code, or what was asked for.
 *
 * @param given ava's arguments, see {@link deviceArguments}
 * @param release all of it from byte code
 */
export function planRuns(
  given: readonly string[],
  { engine }: Pick<DeviceChoice, "engine">,
  release: boolean,
): readonly DeviceRun[] {
  const args = deviceArguments(given);
  const whole = { args, release };
  return release || args === given || engine !== "jerryscript"
    ? [whole]
    : [whole, { args: [...releaseSuite, ...given], release: true }];
}

/** A device, and the workspace that its firmware comes from. */
export interface SuiteDevice {
  readonly device: DeviceChoice;
  readonly workspace: Workspace;
}

/** Sets up what is missing and builds each firmware: once and in plain sight, not by whichever test boots the first device. */
export async function prepareDeviceSuite(
  { device, workspace }: SuiteDevice,
  runs: readonly DeviceRun[],
  signal: AbortSignal,
): Promise<void> {
  await ensureSetup({ tests: true, zephyr: true, signal });
  for (const { release } of runs) {
    await ensureFirmware({ ...device, release, workspace: workspace.zephyrBase, signal });
  }
}

/** Runs the device suite on Zephyr. */
export async function runDeviceSuite(
  { device: { kernel, engine, board }, workspace }: SuiteDevice,
  runs: readonly DeviceRun[],
  signal: AbortSignal,
): Promise<readonly AvaRun[]> {
  const env = { AIO_KERNEL: kernel, AIO_ENGINE: engine, AIO_BOARD: board, ZEPHYR_BASE: workspace.zephyrBase };
  const results: AvaRun[] = [];
  for (const { args, release } of runs) {
    if (release) {
      process.stdout.write("\nFrom byte code:\n");
    }
    results.push(await runAva(args, { ...env, AIO_RELEASE: release ? "1" : "" }, signal));
  }
  return results;
}

/**
 * Ava's arguments: those that were given, for the device suite where none of them is a file. Without files ava would run everything.
 * The suite is in front, as what follows an option may be its value.
 */
export function deviceArguments(given: readonly string[]): readonly string[] {
  const isFile = (text: string) =>
    !text.startsWith("-") && (/\.ts(:[\d,-]+)?$/.test(text) || existsSync(join(root, text)));
  return given.some(isFile) ? given : [...deviceSuite, ...given];
}
