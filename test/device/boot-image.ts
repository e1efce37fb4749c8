import { loadBoard } from "../../harness/boards/load.ts";
import type { Firmware } from "../../harness/build/firmware.ts";
import { type ImageOptions, writeImage } from "../../harness/build/index.ts";
import { elfSymbols } from "../../harness/console/symbols.ts";
import type { Device } from "../../harness/device/device.ts";
import { launch } from "../../harness/device/launch.ts";
import { checkOptions } from "../../harness/device/options.ts";
import { findQemu } from "../../harness/machine/qemu/locate.ts";
import { startQemu } from "../../harness/machine/qemu/machine.ts";

const address = { address: "10.0.2.15", netmask: "255.255.255.0", gateway: "10.0.2.2", dns: "10.0.2.3" };

/** Boots an image as it is, on a firmware that may not be the one it is for. */
export async function bootImage(
  image: ImageOptions,
  { elf }: Pick<Firmware, "elf">,
  name: string = checkOptions({}).board,
): Promise<Device> {
  const { path: qemu } = await findQemu();
  const board = loadBoard(name);
  const machine = await startQemu({
    ...{ qemu, board, firmware: elf, time: "virtual" },
    image: writeImage({ network: address, ...image }),
  });
  return launch({ machine, symbols: elfSymbols(elf), mapPositions: (text) => text });
}
