import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { namesIn, textOf } from "../../base/look.ts";
import type { Board, UsbId } from "../../boards/board.ts";
import { loadBinding } from "./binding.ts";

/** A serial port that this machine has. */
export interface PortInfo {
  readonly path: string;
  /** Where it is on USB. */
  readonly usb?: UsbId & { readonly name?: string | undefined };
}

/** The serial ports that this machine has, sorted. Empty where it has none, or the system does not tell. */
export async function listPorts(): Promise<PortInfo[]> {
  const found = process.platform === "linux" ? linuxPorts() : await otherPorts();
  return found.sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
}

/** Those of the ports that are a board's, by its USB ids. */
export function portsOf(board: Board, ports: readonly PortInfo[]): PortInfo[] {
  const ids = board.hardware?.serial.usb ?? [];
  return ports.filter(({ usb }) =>
    ids.some(({ vendor, product }) => usb?.vendor === vendor && usb.product === product),
  );
}

/** The ports for a person, a board's marked: `/dev/ttyACM0 (ST-Link, a nucleo_f767zi) and /dev/ttyS0`. */
export function describePorts(ports: readonly PortInfo[], board?: Board): string {
  const own = new Set(board === undefined ? [] : portsOf(board, ports));
  const texts = ports.map((port) => {
    const name = port.usb === undefined ? undefined : (port.usb.name ?? `${port.usb.vendor}:${port.usb.product}`);
    const notes = [name, own.has(port) ? `as ${board?.name} has` : undefined].filter((note) => note !== undefined);
    return notes.length === 0 ? port.path : `${port.path} (${notes.join(", ")})`;
  });
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/**
 * Linux lists its terminals in sysfs; the folder of a USB device is above the one of its port. Terminals without hardware are left
 * out: `ttyS4` and the like, which the kernel makes for UARTs that may be there.
 *
 * @param sys `/sys/class/tty`
 */
export function linuxPorts(sys = "/sys/class/tty", dev = "/dev"): PortInfo[] {
  return namesIn(sys).flatMap((name) => {
    const device = real(join(sys, name, "device"));
    if (device === undefined || textOf(join(sys, name, "type")) === "0") {
      return [];
    }
    const usb = usbAbove(device);
    return [{ path: join(dev, name), ...(usb !== undefined && { usb }) }];
  });
}

function usbAbove(folder: string): PortInfo["usb"] {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const [vendor, product] = [textOf(join(at, "idVendor")), textOf(join(at, "idProduct"))];
    if (vendor !== undefined && product !== undefined) {
      return { vendor, product, name: textOf(join(at, "product")) };
    }
  }
  return undefined;
}

async function otherPorts(): Promise<PortInfo[]> {
  const binding = await loadBinding();
  const found = await binding.list().catch(() => []);
  return found.map(({ path, vendorId, productId, manufacturer }) => ({
    path,
    ...(vendorId !== undefined &&
      productId !== undefined && {
        usb: { vendor: digits(vendorId), product: digits(productId), name: manufacturer },
      }),
  }));
}

function digits(id: string): string {
  return id.toLowerCase().padStart(4, "0");
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
