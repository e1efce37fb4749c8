import type { Elf } from "../elf.ts";
import { backtrace, type Place } from "./backtrace.ts";
import type { Layout } from "./layout.ts";
import { type ReadMemory, readWord } from "./memory.ts";

/** What a thread does. */
export interface ThreadState {
  readonly name: string;
  readonly doing: "runs" | "ready" | "waits";
  /** Addresses, innermost first. */
  readonly backtrace: readonly number[];
}

/** The processor's registers. */
export interface Registers extends Place {
  readonly sp: number;
}

/** More than there are: a list that goes in circles ends. */
const most = 64;
/** Of an exception frame: r0 to r3, r12, lr, pc, xpsr. */
const frame = { size: 32, lr: 20, pc: 24 } as const;

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
  { thread, saved, code, isReady }: Layout,
  read: ReadMemory,
  address: number,
  registers: Registers | undefined,
): Promise<ThreadState> {
  const [sp, start, size, state, name] = await Promise.all([
    readWord(read, address + thread.stackPointer),
    readWord(read, address + thread.stackStart),
    readWord(read, address + thread.stackSize),
    read(address + thread.state, 1),
    read(address + thread.name, thread.nameSize),
  ]);
  const top = registers?.sp ?? sp + saved;
  const isInside = top >= start && top + frame.size <= start + size;
  const stack = isInside ? await read(top, start + size - top) : Buffer.alloc(0);
  const place: Place | undefined =
    registers ?? (isInside ? { pc: stack.readUInt32LE(frame.pc), lr: stack.readUInt32LE(frame.lr) } : undefined);
  const callers = registers === undefined ? stack.subarray(frame.size) : stack;
  return {
    name: name.toString("latin1").replace(/\0.*$/s, "") || `0x${address.toString(16)}`,
    doing: registers !== undefined ? "runs" : isReady(state[0] ?? 0) ? "ready" : "waits",
    backtrace: place === undefined ? [] : backtrace(elf, code, place, callers),
  };
}
