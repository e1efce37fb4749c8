import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureFirmware } from "../../build/firmware.ts";
import type { DeviceChoice } from "../../device/options.ts";
import { root } from "../../root.ts";
import type { Workspace } from "../../zephyr/index.ts";
import { ensureSetup } from "../index.ts";
import { type AvaRun, runAva } from "./run-ava.ts";

/** The product: what the device suite runs on where there is a west workspace. */
export const zephyrFirmware = { kernel: "zephyr", engine: "jerryscript", board: "mps2_an385" } as const;

/** The tests that boot a device, and hold for every kernel and engine. */
export const deviceSuite = ["test/device/*.test.ts"];

/** A device, and the workspace that its firmware comes from. */
export interface SuiteDevice {
  readonly device: DeviceChoice;
  readonly workspace: Workspace;
}

/** Sets up what is missing and builds the firmware: once and in plain sight, not by whichever test boots the first device. */
export async function prepareDeviceSuite({ device, workspace }: SuiteDevice, signal: AbortSignal): Promise<void> {
  await ensureSetup({ tests: true, zephyr: true, signal });
  await ensureFirmware({ ...device, workspace: workspace.zephyrBase, signal });
}

/** Runs the device suite on Zephyr. @param args ava's, see {@link deviceArguments} */
export function runDeviceSuite(
  { device: { kernel, engine, board }, workspace }: SuiteDevice,
  args: readonly string[],
  signal: AbortSignal,
): Promise<AvaRun> {
  const env = { AIO_KERNEL: kernel, AIO_ENGINE: engine, AIO_BOARD: board, ZEPHYR_BASE: workspace.zephyrBase };
  return runAva(deviceArguments(args), env, signal);
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
