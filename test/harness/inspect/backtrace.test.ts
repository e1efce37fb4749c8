import test from "ava";
import { backtrace } from "../../../harness/inspect/backtrace.ts";
import { CallFrames } from "../../../harness/inspect/call-frames.ts";

const sp = 0x20001000;
const code = { start: 0x1000, end: 0x2000 };

/** Code with a `bl` at 0x1100, a `blx r3` at 0x1204, and no calls elsewhere. */
const elf = {
  bytes: (address: number, length: number) => {
    const memory = Buffer.alloc(0x1000, 0xbf);
    memory.writeUInt16LE(0xf000, 0x100);
    memory.writeUInt16LE(0xf801, 0x102);
    memory.writeUInt16LE(0x4798, 0x204);
    return memory.subarray(address - code.start, address - code.start + length);
  },
};

function stackOf(...words: number[]): Buffer {
  const stack = Buffer.alloc(words.length * 4);
  for (const [i, word] of words.entries()) {
    stack.writeUInt32LE(word >>> 0, i * 4);
  }
  return stack;
}

test("callers are the words behind a call, innermost first", (t) => {
  const stack = stackOf(0xdeadbeef, 0x1207, 3, 0x1105);
  t.deepEqual(backtrace(elf, code, { pc: 0x1500, lr: 0x1105, sp }, stack).calls, [0x1500, 0x1100, 0x1204, 0x1100]);
});

test("words that are behind no call, even, or outside the code are none", (t) => {
  const stack = stackOf(0x1305, 0x1104, 0x1001, 0x1003, 0x2105, 0x0, 0xffffffff);
  t.deepEqual(backtrace(elf, code, { pc: 0x1500, lr: 0xfffffffd, sp }, stack), { calls: [0x1500] });
});

test("what is on the stack twice in a row is told once", (t) => {
  t.deepEqual(backtrace(elf, code, { pc: 0x1500, lr: 0x1105, sp }, stackOf(0x1105, 0x1105)).calls, [0x1500, 0x1100]);
});

test("of a very deep stack the innermost and the outermost calls are told, and how many are not", (t) => {
  const deep = stackOf(...Array.from({ length: 100 }, (_, i) => (i < 98 ? [0x1105, 0x1207][i % 2] : 0x1105) ?? 0));
  const { calls, gap } = backtrace(elf, code, { pc: 0x1500, lr: 0, sp }, deep, 12);
  t.is(calls.length, 12);
  t.deepEqual(gap, { behind: 6, count: 88 });
  t.is(calls.at(-1), 0x1100);
});

/** One function from 0x1400 to 0x1600: its first instruction pushes r7 and lr, its second makes r7 the base of its frame of 24 bytes. */
const frames = new CallFrames(
  Buffer.from(
    [
      "0c000000ffffffff0100027c0e0c0d00",
      "18000000000000000014000000020000410e0887028e01410e180d070000".padEnd(56, "0"),
    ].join(""),
    "hex",
  ),
);

test("where the compiler tells of frames, what earlier calls left in them is no caller", (t) => {
  const stack = stackOf(0x1207, 0x1207, 0x1207, 0x1207, 5, 0x1105, 0x1207);
  const told = { ...code, frames };
  // At the first instruction nothing is on the stack yet.
  t.deepEqual(backtrace(elf, told, { pc: 0x1400, lr: 0x1105, sp }, stack).calls.slice(0, 2), [0x1400, 0x1100]);
  // Then the base is in r7, the fourth of the others.
  const others = [0, 0, 0, sp, 0, 0, 0, 0];
  t.deepEqual(backtrace(elf, told, { pc: 0x1500, lr: 0x1207, sp, others }, stack).calls, [0x1500, 0x1100, 0x1204]);
  // Not known, it leaves the words.
  t.is(backtrace(elf, told, { pc: 0x1500, lr: 0x1207, sp }, stack).calls[1], 0x1204);
});
