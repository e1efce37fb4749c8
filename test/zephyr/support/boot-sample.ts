import { join } from "node:path";
import { loadBoard } from "../../../harness/boards/load.ts";
import type { TimeProfile } from "../../../harness/choices.ts";
import type { Device } from "../../../harness/device/device.ts";
import { joinNetwork } from "../../../harness/device/join.ts";
import { launch } from "../../../harness/device/launch.ts";
import { checkOptions } from "../../../harness/device/options.ts";
import { elfSymbols } from "../../../harness/device/symbols.ts";
import { findQemu } from "../../../harness/qemu/locate.ts";
import { startQemu } from "../../../harness/qemu/machine.ts";

/** The sample never says that a program starts, and is not to be ended for that. In milliseconds. */
const bootTimeout = 24 * 3_600_000;

/** Boots what {@link buildSample} built, on a network of its own, and waits until it listens. */
export async function bootSample(dir: string, time: TimeProfile = "real"): Promise<Device> {
  const board = loadBoard("mps2_an385");
  const firmware = join(dir, "zephyr", "zephyr.elf");
  const joined = await joinNetwork(checkOptions({ board: board.name }), "sample");
  try {
    const { path: qemu } = await findQemu();
    const { netdevArgs, join: plug } = joined;
    const image = new Uint8Array(64);
    const machine = await startQemu({ qemu, firmware, board, time, image, netdevArgs, join: plug });
    const device = await launch({
      ...{ machine, port: joined.port, bootTimeout, symbols: elfSymbols(firmware), dispose: joined.leave },
      mapPositions: (text) => text,
    });
    await device.expect("TCP and UDP echo on port 7", { timeout: 60_000 });
    return device;
  } catch (error) {
    await joined.leave();
    throw error;
  }
}
