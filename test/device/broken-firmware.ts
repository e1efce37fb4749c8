/** Firmwares that fault: copies of the one under test, with other instructions at the beginning of a function. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSymbols, symbol } from "../../bench/measure/symbols.ts";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";

/** Thumb instructions, 16 bits each. */
export type Code = readonly number[];

/** An instruction that no processor will ever have. */
export const undefinedInstruction: Code = [0xde00];

/** Calls address 8, as ARM code that a Cortex-M does not have: `movs r3, #8; blx r3`. */
export const jumpToNowhere: Code = [0x2308, 0x4798];

/** Calls itself for ever: `push {r0-r7, lr}; bl` back to it. */
export const endlessRecursion: Code = [0xb5ff, 0xf7ff, 0xfffd];

/** Pushes zeros as far as an address and returns: `push {r4, lr}; mov r4, sp; movs r1, #0`, and so on. */
export function fillStack(end: number): Code {
  const loop = [0xb402, 0x4595, 0xd8fc]; // push {r1}; cmp sp, r2; bhi loop
  return [0xb510, 0x466c, 0x2100, ...moveToR2(end), ...loop, 0x46a5, 0xbd10]; // mov sp, r4; pop {r4, pc}
}

/** `movw r2, #low; movt r2, #high`. */
function moveToR2(value: number): Code {
  const half = (opcode: number, imm: number) => [
    opcode | (((imm >> 11) & 1) << 10) | (imm >> 12),
    (((imm >> 8) & 7) << 12) | (2 << 8) | (imm & 0xff),
  ];
  return [...half(0xf240, value & 0xffff), ...half(0xf2c0, value >>> 16)];
}

/**
 * Writes a copy of the firmware that AIO_KERNEL, AIO_ENGINE and AIO_BOARD choose, in which a function does something else.
 *
 * @param folder where it goes
 * @param code gets the address of any symbol
 * @returns the ELF file
 */
export async function breakFirmware(
  folder: string,
  name: string,
  code: (addressOf: (name: string) => number) => Code,
): Promise<string> {
  const { elf } = await ensureFirmware(chooseDevice({}));
  const symbols = await readSymbols(elf);
  const { address, size } = symbol(symbols, name);
  const bytes = Buffer.from(new Uint16Array(code((other) => symbol(symbols, other).address)).buffer);
  if (bytes.length > size) {
    throw new Error(`${name} has ${size} bytes, and ${bytes.length} were to be written there`);
  }
  const file = readFileSync(elf);
  bytes.copy(file, fileOffset(file, address));
  const broken = join(folder, `${name}.elf`);
  writeFileSync(broken, file);
  return broken;
}

/** Where the byte of an address is in an ELF file for 32 bits. */
function fileOffset(elf: Buffer, address: number): number {
  const [table, entrySize, count] = [elf.readUInt32LE(28), elf.readUInt16LE(42), elf.readUInt16LE(44)];
  for (let at = table; at < table + entrySize * count; at += entrySize) {
    const [offset, start, size] = [elf.readUInt32LE(at + 4), elf.readUInt32LE(at + 8), elf.readUInt32LE(at + 16)];
    if (elf.readUInt32LE(at) === 1 && address >= start && address < start + size) {
      return offset + address - start;
    }
  }
  throw new Error(`the ELF file holds nothing for the address 0x${address.toString(16)}`);
}
