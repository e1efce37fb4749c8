/** Where a function has what it needs to return, at one of its instructions. */
export interface FrameRow {
  /** What the stack pointer was before the call: a register, and bytes to add. */
  readonly base: { readonly register: number; readonly offset: number };
  /** Registers that are on the stack: by number, bytes from the base. */
  readonly saved: ReadonlyMap<number, number>;
}

interface Common {
  readonly codeUnit: number;
  readonly dataUnit: number;
  readonly program: Buffer;
}

interface Entry extends Common {
  readonly start: number;
  readonly end: number;
  readonly own: Buffer;
}

/** What the compiler tells debuggers of a firmware's stack frames: the section `.debug_frame` (DWARF 3, 6.4), as gcc writes it for C. */
export class CallFrames {
  readonly #entries: readonly Entry[];

  constructor(section: Buffer) {
    const commons = new Map<number, Common>();
    const entries: Entry[] = [];
    for (let at = 0; at + 12 <= section.length; ) {
      const end = at + 4 + section.readUInt32LE(at);
      const id = section.readUInt32LE(at + 4);
      if (id === 0xffffffff) {
        commons.set(at, readCommon(section.subarray(at + 8, end)));
      } else {
        const common = commons.get(id);
        const start = section.readUInt32LE(at + 8);
        // At 0 are those that the linker left out.
        if (common !== undefined && start !== 0) {
          const length = section.readUInt32LE(at + 12);
          entries.push({ ...common, start, end: start + length, own: section.subarray(at + 16, end) });
        }
      }
      at = end;
    }
    this.#entries = entries;
  }

  /** What holds at an instruction; undefined where nothing is known of it, as in assembly. */
  at(address: number): FrameRow | undefined {
    const entry = this.#entries.find(({ start, end }) => address >= start && address < end);
    return entry && new Interpreter(entry).run(address);
  }
}

function readCommon(bytes: Buffer): Common {
  const reader = new Reader(bytes);
  const version = reader.byte();
  // The augmentation is a string, and empty.
  reader.byte();
  reader.skip(version >= 4 ? 2 : 0);
  const [codeUnit, dataUnit] = [reader.unsigned(), reader.signed()];
  reader.unsigned();
  return { codeUnit, dataUnit, program: reader.rest() };
}

/** Runs a table's instructions up to an address. */
class Interpreter {
  readonly #entry: Entry;
  #base = { register: 13, offset: 0 };
  #saved = new Map<number, number>();
  #initial = new Map<number, number>();
  readonly #remembered: { base: { register: number; offset: number }; saved: Map<number, number> }[] = [];

  constructor(entry: Entry) {
    this.#entry = entry;
  }

  run(address: number): FrameRow | undefined {
    const { program, own, start } = this.#entry;
    if (!this.#execute(program, start, start)) {
      return undefined;
    }
    this.#initial = new Map(this.#saved);
    return this.#execute(own, start, address) ? { base: this.#base, saved: this.#saved } : undefined;
  }

  /** Whether all instructions up to the address are known. */
  #execute(program: Buffer, start: number, address: number): boolean {
    const reader = new Reader(program);
    for (let location = start; !reader.isAtEnd; ) {
      const code = reader.byte();
      const advance = advanceOf(code, reader);
      if (advance !== undefined) {
        location += advance * this.#entry.codeUnit;
        if (location > address) {
          return true;
        }
      } else if (!this.#apply(code, reader)) {
        return false;
      }
    }
    return true;
  }

  #apply(code: number, reader: Reader): boolean {
    const low = code & 0x3f;
    switch (code & 0xc0 || code) {
      case 0x80:
        this.#saved.set(low, reader.unsigned() * this.#entry.dataUnit);
        return true;
      case 0xc0:
        this.#restore(low);
        return true;
      case 0x00:
        return true;
      case 0x05:
        this.#saved.set(reader.unsigned(), reader.unsigned() * this.#entry.dataUnit);
        return true;
      case 0x06:
        this.#restore(reader.unsigned());
        return true;
      case 0x0a:
        this.#remembered.push({ base: this.#base, saved: new Map(this.#saved) });
        return true;
      case 0x0b:
        ({ base: this.#base, saved: this.#saved } = this.#remembered.pop() ?? { base: this.#base, saved: this.#saved });
        return true;
      case 0x0c:
        this.#base = { register: reader.unsigned(), offset: reader.unsigned() };
        return true;
      case 0x0d:
        this.#base = { ...this.#base, register: reader.unsigned() };
        return true;
      case 0x0e:
        this.#base = { ...this.#base, offset: reader.unsigned() };
        return true;
      default:
        return false;
    }
  }

  #restore(register: number): void {
    const initial = this.#initial.get(register);
    if (initial === undefined) {
      this.#saved.delete(register);
    } else {
      this.#saved.set(register, initial);
    }
  }
}

/** By how much an instruction advances the location; undefined where it does something else. */
function advanceOf(code: number, reader: Reader): number | undefined {
  if ((code & 0xc0) === 0x40) {
    return code & 0x3f;
  }
  const bytes = [2, 3, 4].indexOf(code);
  return bytes === -1 ? undefined : reader.fixed(1 << bytes);
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  skip(count: number): void {
    this.#at += count;
  }

  fixed(count: number): number {
    this.#at += count;
    return this.#bytes.readUIntLE(this.#at - count, count);
  }

  /** LEB128. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        return value;
      }
    }
  }

  signed(): number {
    const start = this.#at;
    const value = this.unsigned();
    const bits = (this.#at - start) * 7;
    return value & (1 << (bits - 1)) ? value - 2 ** bits : value;
  }

  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }
}
