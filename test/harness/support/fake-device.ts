import { fileURLToPath } from "node:url";
import { loadBoard } from "../../../harness/boards/load.ts";
import type { Device } from "../../../harness/device/device.ts";
import { type LaunchOptions, launch } from "../../../harness/device/launch.ts";
import { startQemu } from "../../../harness/machine/qemu/machine.ts";

/** Stands in for qemu-system-arm; a scenario is its firmware. */
export const fakeQemu = fileURLToPath(new URL("../fixtures/qemu/fake-qemu.js", import.meta.url));

/**
 * What a fake device does, as the firmware that it boots: the body of a function that gets `device` at its start, or a whole module
 * where it has exports.
 */
export function scenario(code: string): string {
  const module = /^\s*export /m.test(code) ? code : `export default async (device) => { ${code} };`;
  return `data:text/javascript,${encodeURIComponent(module)}`;
}

/** Launches a fake device; it may still be booting. */
export async function launchFake(code: string, options: Partial<LaunchOptions> = {}): Promise<Device> {
  const machine = await startQemu({
    qemu: fakeQemu,
    board: loadBoard("mps2_an385"),
    firmware: scenario(code),
    image: Buffer.from("the image"),
    time: "real",
  });
  return launch({
    machine,
    mapPositions: (text) => text.replaceAll(/app-00000000\.js:(\d+):(\d+)/g, "main.ts:$1:$2"),
    symbols: { resolve: async (addresses) => addresses.map((address) => `function_${address.toString(16)}`) },
    ...options,
  });
}
