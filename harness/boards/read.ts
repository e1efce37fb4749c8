import type { Board, MemoryRegion, UsbId } from "./board.ts";
import { type Field, fields, list, number, optional, text } from "./fields.ts";

/**
 * Reads what a board.json says.
 *
 * @param name the board's folder, which its name has to be
 * @throws TypeError the field that is not what it should be, and what it should be
 */
export function readBoard(folder: string, json: unknown): Board {
  const board = fields({ name: "", value: json }, [
    ...(["name", "description", "kernels", "zephyr", "qemu", "network", "hardware", "memory", "image"] as const),
  ]);
  const name = text(board.name);
  if (name !== folder) {
    throw new TypeError(`name should be that of its folder, ${folder}, but is ${name}`);
  }
  const memory = fields(board.memory, ["code", "ram"]);
  return {
    name,
    description: text(board.description),
    kernels: list(board.kernels, text),
    ...optional("zephyr", board.zephyr, zephyr),
    ...optional("qemu", board.qemu, (field) => ({ machine: text(fields(field, ["machine"]).machine) })),
    ...optional("network", board.network, (field) => ({ model: text(fields(field, ["model"]).model) })),
    ...optional("hardware", board.hardware, hardware),
    memory: { code: region(memory.code), ram: region(memory.ram) },
    image: region(board.image),
  };
}

function zephyr(field: Field): NonNullable<Board["zephyr"]> {
  const { target, module } = fields(field, ["target", "module"]);
  return { target: text(target), ...optional("module", module, text) };
}

function hardware(field: Field): NonNullable<Board["hardware"]> {
  const { runners, probe, serial } = fields(field, ["runners", "probe", "serial"]);
  const { baud, usb } = fields(serial, ["baud", "usb"]);
  return {
    runners: list(runners, text),
    probe: text(probe),
    serial: { baud: number(baud), usb: list(usb, usbId) },
  };
}

function usbId(field: Field): UsbId {
  const { vendor, product } = fields(field, ["vendor", "product"]);
  return { vendor: digits(vendor), product: digits(product) };
}

/** USB's numbers as Linux shows them, so that they can be compared as texts. */
function digits(field: Field): string {
  const value = text(field);
  if (!/^[\da-f]{4}$/.test(value)) {
    throw new TypeError(`${field.name} should be four hexadecimal digits in lower case, but is ${value}`);
  }
  return value;
}

function region(field: Field): MemoryRegion {
  const { address, size } = fields(field, ["address", "size"]);
  return { address: number(address), size: number(size) };
}
