import { type Failure, testEvent } from "../ava/events.ts";
import type { DeviceRecord } from "../console/records.ts";

/** Tells of the tests of a `.device.ts` that runs as a program. */
export class TestResults {
  readonly #counts = { passed: 0, failed: 0 };
  #skipped: readonly string[] = [];

  /** What a record tells of the tests, in whole lines; empty where it is nothing that has to be told. */
  text(record: DeviceRecord): string {
    const told = testEvent(record);
    switch (told?.event) {
      case "plan":
        this.#skipped = told.skipped;
        return "";
      case "pass":
        this.#counts.passed++;
        return `✔ ${told.title}${duration(record)}\n`;
      case "fail":
        this.#counts.failed++;
        return `✘ ${told.title}${duration(record)}\n${describe(told.failure)}`;
      case "end":
        return this.#end();
      default:
        return "";
    }
  }

  #end(): string {
    const { passed, failed } = this.#counts;
    const skipped = this.#skipped.length;
    const sum = `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}\n`;
    return this.#skipped.map((title) => `- ${title}\n`).join("") + sum;
  }
}

function duration({ ms }: DeviceRecord): string {
  return typeof ms === "number" ? ` (${Math.round(ms)} ms)` : "";
}

/** The functions that run the tests are in every stack, and tell nothing. */
const ofTheRunner = /[\\/]ts-runtime[\\/]src[\\/]test[\\/]/;

/** The message with what was compared, and the program's frames of the stack. */
function describe({ message, actual, expected, stack }: Failure): string {
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line) && !ofTheRunner.test(line)) ?? [];
  const compared = [
    ...(actual === undefined ? [] : [`actual: ${actual}`]),
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
  ];
  const lines = [message, ...compared].flatMap((text) => text.split("\n")).map((line) => `    ${line}`);
  return [...lines, ...frames, ""].join("\n");
}
