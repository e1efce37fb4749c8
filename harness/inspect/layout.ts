import type { Elf } from "../base/elf.ts";
import type { Code } from "./backtrace.ts";
import { CallFrames } from "./call-frames.ts";

/** Where things are in a firmware's memory. Addresses, and offsets in structures. */
export interface Layout {
  /** Holds the address of the thread that runs. */
  readonly current: number;
  /** Holds the address of the first of all threads. */
  readonly threads: number;
  readonly thread: {
    readonly next: number;
    readonly state: number;
    readonly stackPointer: number;
    readonly stackStart: number;
    readonly stackSize: number;
    readonly name: number;
    readonly nameSize: number;
  };
  /** Bytes between a saved stack pointer and the exception frame. */
  readonly saved: number;
  /** Whether a thread's state says that it can run. */
  isReady(state: number): boolean;
  readonly code: Code;
  readonly timers: { readonly address: number; readonly max: number; readonly order: number; readonly count: number };
  readonly sockets: {
    readonly address: number;
    readonly max: number;
    readonly used: number;
    readonly armed: number;
    readonly slots: number;
    /** What is noted of each descriptor, and of how many. */
    readonly notes: number;
    readonly maxNotes: number;
  };
}

/** Of Zephyr's thread states. */
const queued = 0x80;
/** FreeRTOS saves r4 to r11 below the exception frame. */
const savedByFreeRtos = 32;

/**
 * What firmware/app/inspect.h and Zephyr's CONFIG_DEBUG_THREAD_INFO say; undefined where the firmware does not have both.
 */
export function readLayout(elf: Elf): Layout | undefined {
  const offsets = words(elf, "_kernel_thread_info_offsets", 10);
  const inspect = words(elf, "aio_inspect", 13);
  const [[heap] = [], [table] = []] = [words(elf, "aio_inspect_heap", 1), words(elf, "aio_inspect_table", 1)];
  const [start, end] = ["__text_region_start", "__text_region_end"].map((name) => elf.symbol(name)?.address);
  const frames = elf.section(".debug_frame");
  const notes = at(elf, "aio_socket_notes");
  const kernel = elf.symbol("_kernel")?.address;
  const [current, threads] = kernel === undefined ? [at(elf, "pxCurrentTCB"), at(elf, "z_debug")] : [kernel, kernel];
  if (
    offsets === undefined ||
    inspect === undefined ||
    heap === undefined ||
    table === undefined ||
    current === undefined ||
    threads === undefined ||
    notes === undefined ||
    inspect[0] !== 3
  ) {
    return undefined;
  }
  const [, toCurrent = 0, toThreads = 0, , next = 0, state = 0, , , stackPointer = 0] = offsets;
  const [, maxTimers = 0, maxSockets = 0, order = 0, count = 0, used = 0, armed = 0, slots = 0] = inspect;
  const [stackStart = 0, stackSize = 0, name = 0, nameSize = 0, maxNotes = 0] = inspect.slice(8);
  return {
    current: current + toCurrent,
    threads: threads + toThreads,
    thread: { next, state, stackPointer, stackStart, stackSize, name, nameSize },
    saved: kernel === undefined ? savedByFreeRtos : 0,
    isReady: kernel === undefined ? (waits) => waits === 0 : (bits) => (bits & queued) !== 0,
    code: { start: start ?? 0, end: end ?? 0, frames: frames && new CallFrames(frames) },
    timers: { address: heap, max: maxTimers, order, count },
    sockets: { address: table, max: maxSockets, used, armed, slots, notes, maxNotes },
  };
}

function at(elf: Elf, name: string): number | undefined {
  return elf.symbol(name)?.address;
}

/** Words of a constant. */
function words(elf: Elf, name: string, count: number): number[] | undefined {
  const symbol = elf.symbol(name);
  const bytes = symbol === undefined ? undefined : elf.bytes(symbol.address, count * 4);
  return bytes && Array.from({ length: count }, (_, i) => bytes.readUInt32LE(i * 4));
}
