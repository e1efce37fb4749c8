/** One helper for the suites that boot a program and watch it from the host. */
import { fileURLToPath } from "node:url";
import { type BootOptions, boot, type Device } from "../../harness/index.ts";

/** Whether stacks have positions: not in a release. */
export const hasPositions = process.env.AIO_RELEASE !== "1";

/** Whether programs may evaluate source text: not in a release. */
export const hasParser = hasPositions;

/** Boots test/device/programs/NAME.ts. */
export function bootProgram(name: string, options: BootOptions = {}): Promise<Device> {
  return boot(fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url)), options);
}
