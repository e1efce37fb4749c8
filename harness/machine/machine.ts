import type { Clock } from "../base/clock.ts";
import type { Registers } from "../inspect/threads.ts";
import type { Stepper } from "./stepper.ts";

/** The device's serial console. Iterating ends when the machine is gone; what was printed before still comes. */
export interface Console extends AsyncIterable<Uint8Array> {
  write(bytes: Uint8Array): void;
}

/** What can be done to a machine from outside the program. */
export interface Control {
  resume(): Promise<void>;
  /** Rejects with `ENOTSUP` where there is no way to. */
  pause(): Promise<void>;
  /** Where the processor is this moment, or undefined where it cannot be asked: a board has no such thing on its serial port. */
  programCounter(): Promise<number | undefined>;
  /** The registers that say where the processor is; absent where it cannot be asked. */
  registers?(): Promise<Registers | undefined>;
  /** Bytes of the device's memory. It goes on meanwhile, and does not notice. Rejects with `ENOTSUP` where there is no way to. */
  readMemory(address: number, length: number): Promise<Buffer>;
  /** Gives or takes the signal on the cable of a network card, by the name of its backend; absent where there is no way to. */
  setLink?(netdev: string, isUp: boolean): Promise<void>;
  /** Ends the machine; resolves when it is gone. Never rejects. */
  quit(): Promise<void>;
}

/** Where a program runs: QEMU, or a board. It exists paused before its first instruction. */
export interface Machine {
  readonly console: Console;
  readonly control: Control;
  readonly clock: Clock;
  /** Resolves when the machine is gone, with one line that says how. */
  readonly ended: Promise<string>;
  /** What was started for it, with its arguments; undefined for a board. */
  readonly commandLine?: readonly string[];
  /** Tells its time to go on step by step; absent where it goes on by itself. */
  readonly stepper?: Stepper;
  /** Why the device may be silent and what to look at, for a person; undefined where the machine has nothing to say to that. */
  readonly advice?: () => string | undefined;
}
