import type { Elf } from "../base/elf.ts";
import { type Backtrace, backtrace, type Place } from "./backtrace.ts";
import type { Layout } from "./layout.ts";
import { type ReadMemory, readWord } from "./memory.ts";

/** What a thread does. */
export interface ThreadState {
  readonly name: string;
  readonly doing: "runs" | "ready" | "waits";
  readonly backtrace: Backtrace;
}

/** The processor's registers. */
export type Registers = Place;

/** Of r4 to r11: before the stack pointer in Zephyr's structure of a thread, on top of its stack with FreeRTOS. */
const savedSize = 32;
/** More than there are: a list that goes in circles ends. */
const most = 64;
/** Of an exception frame: r0 to r3, r12, lr, pc, xpsr. Bit 9 of the last says that a word was left free behind the frame. */
const frame = { size: 32, lr: 20, pc: 24, psr: 28, padded: 1 << 9 } as const;

/** All threads of a device, and where each is. */
export async function readThreads(
  elf: Elf,
  layout: Layout,
  read: ReadMemory,
  registers: Registers | undefined,
): Promise<ThreadState[]> {
  const current = await readWord(read, layout.current);
  const threads: ThreadState[] = [];
  let thread = await readWord(read, layout.threads);
  while (thread !== 0 && threads.length < most) {
    threads.push(await readThread(elf, layout, read, thread, thread === current ? registers : undefined));
    thread = await readWord(read, thread + layout.thread.next);
  }
  return threads;
}

async function readThread(
  elf: Elf,
  { thread, saved: savedInStack, code, isReady }: Layout,
  read: ReadMemory,
  address: number,
  registers: Registers | undefined,
): Promise<ThreadState> {
  const [sp, start, size, state, name, saved] = await Promise.all([
    readWord(read, address + thread.stackPointer),
    readWord(read, address + thread.stackStart),
    readWord(read, address + thread.stackSize),
    read(address + thread.state, 1),
    read(address + thread.name, thread.nameSize),
    readWord(read, address + thread.stackPointer).then((sp) =>
      read(savedInStack > 0 ? sp : address + thread.stackPointer - savedSize, savedSize),
    ),
  ]);
  const top = registers?.sp ?? sp + savedInStack;
  const isInside = top >= start && top + frame.size <= start + size;
  const stack = isInside ? await read(top, start + size - top) : Buffer.alloc(0);
  const place = registers ?? (isInside ? interrupted(top, stack, saved) : undefined);
  return {
    name: name.toString("latin1").replace(/\0.*$/s, "") || `0x${address.toString(16)}`,
    doing: registers !== undefined ? "runs" : isReady(state[0] ?? 0) ? "ready" : "waits",
    backtrace:
      place === undefined ? { calls: [] } : backtrace(elf, code, place, stack.subarray(Math.max(0, place.sp - top))),
  };
}

/** Where a thread goes on that was interrupted. */
function interrupted(top: number, stack: Buffer, saved: Buffer): Place {
  const padding = stack.readUInt32LE(frame.psr) & frame.padded ? 4 : 0;
  return {
    pc: stack.readUInt32LE(frame.pc),
    lr: stack.readUInt32LE(frame.lr),
    sp: top + frame.size + padding,
    others: Array.from({ length: savedSize / 4 }, (_, i) => saved.readUInt32LE(i * 4)),
  };
}
