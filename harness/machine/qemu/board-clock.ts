import { UsageError } from "../../base/errors.ts";
import type { GdbStub } from "./gdb-stub.ts";

/** Where a machine of QEMU shows its time and what will end its sleep. Reading any of it changes nothing. */
interface ClockLayout {
  /** Hertz, of what counts down. */
  readonly frequency: number;
  /** The board's own counters, which nobody else uses: at 100 Hz, and behind it at `counts`. 32 bits each. */
  readonly counters: number;
  /** Hertz. */
  readonly counts: number;
  /** CMSDK timers: a control word, then a value that counts down to an interrupt. */
  readonly timers: readonly number[];
}

// QEMU's AN547 counts at the AN521's rate.
const layouts: Readonly<Record<string, ClockLayout>> = {
  "mps2-an385": {
    frequency: 25_000_000,
    counters: 0x4002_8014,
    counts: 25_000_000,
    timers: [0x4000_0000, 0x4000_1000],
  },
  "mps2-an521": {
    frequency: 20_000_000,
    counters: 0x4030_2014,
    counts: 20_000_000,
    timers: [0x5000_0000, 0x5000_1000],
  },
  "mps3-an547": { frequency: 32_000_000, counters: 0x4930_2014, counts: 20_000_000, timers: [] },
};

/** SysTick's reload value and current value. */
const systick = 0xe000_e014;
/** A CMSDK timer runs and interrupts. */
const counting = 0x9;
const perSecond = 1e9;

/** What a stopped machine's clock shows. In nanoseconds since its power-on. */
export interface Reading {
  readonly now: number;
  /** The earliest instant at which a timer may interrupt; Infinity where none runs. */
  readonly alarm: number;
}

/** A machine's clock. */
export interface BoardClock {
  /** Hertz. */
  readonly frequency: number;
  /** Where its CMSDK timers are. */
  readonly timers: readonly number[];
  read(stub: GdbStub): Promise<Reading>;
}

/**
 * How to read the clock of a machine.
 *
 * @param machine QEMU's name
 * @throws UsageError `ENOTSUP` a machine whose clocks are not known
 */
export function clockOf(machine: string): BoardClock {
  const layout = layouts[machine];
  if (layout === undefined) {
    const known = Object.keys(layouts).join(", ");
    throw new UsageError(`time cannot be held or advanced on QEMU's machine ${machine}: that is known of ${known}`, {
      code: "ENOTSUP",
    });
  }
  const { frequency, counters, counts, timers } = layout;
  const pieces = [
    { address: counters, length: 8 },
    { address: systick, length: 8 },
    ...timers.map((address) => ({ address, length: 8 })),
  ];
  const read = async (stub: GdbStub) => {
    const [count, ticks, ...others] = (await stub.read(pieces)).map(twoWords);
    const now = nanoseconds(wide(count ?? [0, 0], counts), counts);
    const left = [tickLeft(ticks ?? [0, 0]), ...others.map(timerLeft)];
    return { now, alarm: now + nanoseconds(Math.min(...left), frequency) };
  };
  return { frequency, timers, read };
}

type Words = readonly [number, number];

function twoWords(bytes: Buffer): Words {
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
}

/** The slow counter tells how often the fast one has wrapped. */
function wide([slow, fast]: Words, frequency: number): number {
  const least = slow * (frequency / 100);
  return fast + Math.ceil((least - fast) / 2 ** 32) * 2 ** 32;
}

/** A tick that is due shows as 1, and as 0 for one cycle after it was set: both are too early by that at most. */
function tickLeft([reload, value]: Words): number {
  return reload === 0 ? Infinity : Math.max(0, value - 1);
}

function timerLeft([control, value]: Words): number {
  return (control & counting) === counting && value > 0 ? value - 1 : Infinity;
}

/** Nanoseconds of a number of cycles. */
export function nanoseconds(cycles: number, frequency: number): number {
  return cycles === Infinity ? Infinity : Math.floor((cycles * perSecond) / frequency);
}
