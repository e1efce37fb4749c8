import type { Elf } from "../base/elf.ts";
import type { CallFrames } from "./call-frames.ts";

/** The code of a firmware. */
export interface Code {
  readonly start: number;
  readonly end: number;
  /** Where its functions keep what they return to; undefined where the firmware does not say. */
  readonly frames?: CallFrames | undefined;
}

/** The processor's registers that say where it is. */
export interface Place {
  readonly pc: number;
  readonly lr: number;
  readonly sp: number;
  /** r4 to r11, where they are known: functions whose frames have no fixed size keep theirs in one of them. */
  readonly others?: readonly number[];
}

/** The number of the link register. */
const link = 14;
const stackPointer = 13;

/** Who called whom. */
export interface Backtrace {
  /** Addresses within the calls, not behind them, innermost first. */
  readonly calls: readonly number[];
  /** How many were left out, and behind how many of the calls; undefined where none was. */
  readonly gap?: { readonly behind: number; readonly count: number };
}

/** Callers beyond are not looked for: a program that calls itself for ever has thousands. */
const most = 1_000;

/**
 * Who called: as the compiler tells debuggers. Where it tells nothing, as of assembly, the next word of the stack that is behind a call
 * counts, as on the device (firmware/app/faults/backtrace.c); it may have been left there by an earlier call.
 *
 * @param stack what is on it, from the stack pointer up
 * @param limit how many calls are told at most: of more the outermost eight, and the others innermost
 */
export function backtrace(elf: Pick<Elf, "bytes">, code: Code, place: Place, stack: Buffer, limit = 32): Backtrace {
  const callers = new Callers(elf, code, place, stack);
  const calls = [place.pc];
  for (let call = callers.next(); call !== undefined && calls.length < most; call = callers.next()) {
    calls.push(call);
  }
  const outer = Math.min(8, limit >> 1);
  if (calls.length <= limit) {
    return { calls };
  }
  const inner = limit - outer;
  return {
    calls: [...calls.slice(0, inner), ...calls.slice(-outer)],
    gap: { behind: inner, count: calls.length - limit },
  };
}

/** Goes from callee to caller. */
class Callers {
  readonly #elf: Pick<Elf, "bytes">;
  readonly #code: Code;
  readonly #stack: Buffer;
  readonly #sp: number;
  /** Registers as they are in the function that is looked at, where they are known. */
  readonly #registers = new Map<number, number>();
  /** Where in the function that is looked at. */
  #at: number;
  /** Of the stack, what its callees have is before. */
  #position = 0;

  constructor(elf: Pick<Elf, "bytes">, code: Code, { pc, lr, sp, others = [] }: Place, stack: Buffer) {
    this.#elf = elf;
    this.#code = code;
    this.#stack = stack;
    this.#sp = sp;
    this.#at = pc;
    this.#registers.set(link, lr);
    for (const [i, value] of others.entries()) {
      this.#registers.set(4 + i, value);
    }
  }

  next(): number | undefined {
    const call = this.#told() ?? this.#found();
    this.#registers.delete(link);
    this.#at = call ?? this.#at;
    return call;
  }

  /** What the compiler tells. */
  #told(): number | undefined {
    const row = this.#code.frames?.at(this.#at);
    if (row === undefined) {
      return undefined;
    }
    const { register, offset } = row.base;
    const base = register === stackPointer ? this.#position : (this.#registers.get(register) ?? Number.NaN) - this.#sp;
    const before = base + offset;
    if (!(before >= this.#position && before <= this.#stack.length)) {
      return undefined;
    }
    const saved = [...row.saved].map(([number, from]) => [number, this.#word(before + from)] as const);
    const returnsTo = row.saved.has(link) ? saved.find(([number]) => number === link)?.[1] : this.#registers.get(link);
    const call = this.#callBefore(returnsTo);
    if (call !== undefined) {
      this.#position = before;
      for (const [number, word] of saved) {
        this.#registers.set(number, word);
      }
    }
    return call;
  }

  /** The next word that is behind a call. */
  #found(): number | undefined {
    const direct = this.#callBefore(this.#registers.get(link));
    if (direct !== undefined) {
      return direct;
    }
    for (; this.#position + 4 <= this.#stack.length; this.#position += 4) {
      const call = this.#callBefore(this.#word(this.#position));
      if (call !== undefined && call !== this.#at) {
        this.#position += 4;
        return call;
      }
    }
    return undefined;
  }

  #word(position: number): number {
    return position >= 0 && position + 4 <= this.#stack.length ? this.#stack.readUInt32LE(position) : 0;
  }

  /** The address of the call that returns to an address; undefined where there is none. */
  #callBefore(word = 0): number | undefined {
    const behind = word - 1;
    if (word % 2 === 0 || behind < this.#code.start + 4 || behind >= this.#code.end) {
      return undefined;
    }
    const bytes = this.#elf.bytes(behind - 4, 4);
    if (bytes === undefined) {
      return undefined;
    }
    const [first, second] = [bytes.readUInt16LE(0), bytes.readUInt16LE(2)];
    if ((first & 0xf800) === 0xf000 && (second & 0xd000) === 0xd000) {
      // bl
      return behind - 4;
    }
    // blx with a register
    return (second & 0xff87) === 0x4780 ? behind - 2 : undefined;
  }
}
