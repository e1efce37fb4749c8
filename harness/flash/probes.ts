import { join } from "node:path";
import { namesIn, textOf } from "../base/look.ts";
import type { UsbId } from "../boards/board.ts";

/** A debug probe. */
export interface Probe {
  readonly name: string;
  /** Its serial number. */
  readonly id: string;
}

/** Where Linux lists what is connected to USB. */
export const usbDevices = "/sys/bus/usb/devices";

/** SEGGER's J-Links, by whatever product number. */
const segger = "1366";

/**
 * The probes that a runner may find: for `jlink` those of SEGGER, for any other those like the one that is on the board. Empty
 * where the system does not list USB devices as Linux does.
 */
export function connectedProbes(runner: string, onBoard: readonly UsbId[], folder = usbDevices): Probe[] {
  const isProbe = ({ vendor, product }: UsbId) =>
    runner === "jlink" ? vendor === segger : onBoard.some((each) => each.vendor === vendor && each.product === product);
  return namesIn(folder)
    .sort()
    .flatMap((name) => {
      const read = (file: string) => textOf(join(folder, name, file));
      const [vendor, product] = [read("idVendor"), read("idProduct")];
      if (vendor === undefined || product === undefined || !isProbe({ vendor, product })) {
        return [];
      }
      return [{ name: read("product") ?? `${vendor}:${product}`, id: read("serial") ?? "without a serial number" }];
    });
}

/** Probes for a message: `are 066D… (ST-LINK/V2.1) and …`. */
export function listProbes(probes: readonly Probe[]): string {
  return `${probes.length === 1 ? "is" : "are"} ${probes.map(({ id, name }) => `${id} (${name})`).join(" and ")}`;
}
