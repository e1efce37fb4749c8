import test from "ava";
import { backtrace } from "../../../harness/inspect/backtrace.ts";

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
  t.deepEqual(backtrace(elf, code, { pc: 0x1500, lr: 0x1105 }, stack), [0x1500, 0x1100, 0x1204, 0x1100]);
});

test("words that are behind no call, even, or outside the code are none", (t) => {
  const stack = stackOf(0x1305, 0x1104, 0x1001, 0x1003, 0x2105, 0x0, 0xffffffff);
  t.deepEqual(backtrace(elf, code, { pc: 0x1500, lr: 0xfffffffd }, stack), [0x1500]);
});

test("what is on the stack twice in a row is told once, and very deep stacks end", (t) => {
  t.deepEqual(backtrace(elf, code, { pc: 0x1500, lr: 0x1105 }, stackOf(0x1105, 0x1105)), [0x1500, 0x1100]);
  const deep = stackOf(...Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0x1105 : 0x1207)));
  t.is(backtrace(elf, code, { pc: 0x1500, lr: 0 }, deep, 12).length, 12);
});
