import type { Elf } from "../elf.ts";

/** The code of a firmware. */
type Code = Pick<Elf, "bytes">;

/** The processor's registers that say where it is. */
export interface Place {
  readonly pc: number;
  readonly lr: number;
}

/**
 * Who called, innermost first: the words of a stack that are behind a call. As on the device (firmware/src/backtrace.c), and with the same
 * flaw: what was left on the stack by an earlier call can be among them, a dozen of it where a function has large tables there.
 *
 * @param stack what is on it, from the stack pointer up
 * @param code the addresses that are code
 * @returns addresses within the calls, not behind them
 */
export function backtrace(
  elf: Code,
  code: { readonly start: number; readonly end: number },
  { pc, lr }: Place,
  stack: Buffer,
  limit = 32,
): number[] {
  const found = [pc];
  const words = Array.from({ length: Math.floor(stack.length / 4) }, (_, i) => stack.readUInt32LE(i * 4));
  for (const word of [lr, ...words]) {
    const call = callBefore(elf, code, word);
    if (call !== undefined && call !== found.at(-1) && found.length < limit) {
      found.push(call);
    }
  }
  return found;
}

/** The address of the call that returns to an address; undefined where there is none. */
function callBefore(elf: Code, { start, end }: { start: number; end: number }, word: number): number | undefined {
  const behind = word - 1;
  if (word % 2 === 0 || behind < start + 4 || behind >= end) {
    return undefined;
  }
  const bytes = elf.bytes(behind - 4, 4);
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
