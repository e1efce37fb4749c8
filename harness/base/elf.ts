import { readFile } from "node:fs/promises";
import { HarnessError } from "./errors.ts";

/** A symbol of a firmware. */
export interface ElfSymbol {
  /** Without the bit that says that a function is Thumb's. */
  readonly address: number;
  readonly size: number;
}

interface Section {
  /** Where its name is among the names. */
  readonly name: number;
  readonly type: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

const magic = 0x464c457f;
const types = { symbols: 2, withoutBytes: 8 } as const;
const sectionSize = 40;
const symbolSize = 16;

/** What the harness needs of a firmware's ELF file (32 bits, little-endian): symbols, and the bytes of code. */
export class Elf {
  readonly #file: Buffer;
  readonly #sections: readonly Section[];
  readonly #symbols: ReadonlyMap<string, ElfSymbol>;

  /** @throws HarnessError `ENOEXEC` it is no such file, or a broken one */
  constructor(file: Buffer) {
    if (file.length < 52 || file.readUInt32LE(0) !== magic || file.readUInt8(4) !== 1 || file.readUInt8(5) !== 1) {
      throw unusable("is no ELF file of 32 bits, little-endian");
    }
    this.#file = file;
    const [offset, count] = [file.readUInt32LE(32), file.readUInt16LE(48)];
    try {
      this.#sections = Array.from({ length: count }, (_, i) => readSection(file, offset + i * sectionSize));
      this.#symbols = this.#readSymbols();
    } catch (error) {
      if (error instanceof RangeError) {
        throw unusable("is a broken ELF file: it says that it has more than is there", error);
      }
      throw error;
    }
  }

  static async read(path: string): Promise<Elf> {
    return new Elf(await readFile(path));
  }

  /** The symbol of that name, or undefined. Of several with one name, static ones, the last. */
  symbol(name: string): ElfSymbol | undefined {
    return this.#symbols.get(name);
  }

  /** The bytes of the section of that name; undefined where there is none. */
  section(name: string): Buffer | undefined {
    const names = this.#sections[this.#file.readUInt16LE(50)]?.offset ?? 0;
    const wanted = Buffer.from(`${name}\0`, "latin1");
    const found = this.#sections.find(
      ({ name: at, type }) =>
        type !== types.withoutBytes && this.#file.subarray(names + at, names + at + wanted.length).equals(wanted),
    );
    return found && this.#file.subarray(found.offset, found.offset + found.size);
  }

  /** The bytes that the file has for a piece of memory; undefined where it has none. */
  bytes(address: number, length: number): Buffer | undefined {
    const inside = this.#sections.find(
      (one) => one.type !== types.withoutBytes && address >= one.address && address + length <= one.address + one.size,
    );
    const start = inside === undefined ? undefined : inside.offset + address - inside.address;
    return start === undefined ? undefined : this.#file.subarray(start, start + length);
  }

  #readSymbols(): Map<string, ElfSymbol> {
    const found = new Map<string, ElfSymbol>();
    for (const table of this.#sections.filter(({ type }) => type === types.symbols)) {
      const names = this.#sections[table.link]?.offset ?? 0;
      for (let at = table.offset; at + symbolSize <= table.offset + table.size; at += symbolSize) {
        const start = names + this.#file.readUInt32LE(at);
        const name = this.#file.toString("latin1", start, this.#file.indexOf(0, start));
        const isFunction = (this.#file.readUInt8(at + 12) & 0xf) === 2;
        const value = this.#file.readUInt32LE(at + 4);
        found.set(name, { address: isFunction ? value - (value % 2) : value, size: this.#file.readUInt32LE(at + 8) });
      }
    }
    return found;
  }
}

function unusable(how: string, cause?: unknown): HarnessError {
  return new HarnessError(`the firmware ${how}`, { code: "ENOEXEC", exitCode: 64, cause });
}

function readSection(file: Buffer, at: number): Section {
  const word = (index: number) => file.readUInt32LE(at + index * 4);
  return { name: word(0), type: word(1), address: word(3), offset: word(4), size: word(5), link: word(6) };
}
