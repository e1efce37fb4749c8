import { afterProgress, wallClock } from "../base/clock.ts";
import type { Machine } from "../machine/machine.ts";

/** ENQ, to which the firmware answers with a record `stack` (firmware/app/faults/stack_report.h). */
const enquiry = Uint8Array.of(0x05);
/** How long the answer may take, in milliseconds: the engine looks every thousand calls or loops, the loop at once. */
const patience = 2_000;

/** Asks a device where its program is. */
export class Enquiry {
  readonly #machine: Machine;
  readonly #answers = new Set<(frames: string) => void>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The answer has come. */
  answer(frames: unknown): void {
    for (const resolve of [...this.#answers]) {
      resolve(String(frames));
    }
  }

  /**
   * The functions that run, or the awaits that the program's top level is in where none runs: a line each, `    at …`, innermost first.
   * Empty where there is neither, or where the device does not answer: it does not as long as one call of the engine's own takes.
   */
  async ask(): Promise<string[]> {
    const { console, clock, stepper } = this.#machine;
    const frames = await new Promise<string>((resolve) => {
      const settle = (text: string) => {
        cancel();
        this.#answers.delete(settle);
        resolve(text);
      };
      // The clock of one whose time is told to go on stands still with it.
      const cancel = afterProgress(stepper === undefined ? clock : wallClock, patience, () => settle(""));
      this.#answers.add(settle);
      console.write(enquiry);
    });
    return frames.split("\n").filter((line) => line !== "");
  }
}
