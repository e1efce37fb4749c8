import { type Implementation, runAll, type Test } from "./run.ts";

/** Options of a test. */
export interface TestOptions {
  /** How long it may take, in milliseconds of the device's time. Default: 30,000. */
  timeout?: number;
}

const tests: Test[] = [];

/**
 * Declares a test, which runs on the device after those declared before it. They begin when the file has declared them all,
 * and the program ends with the last.
 *
 * @param title a sentence; no two of a file may be the same
 */
export function test(title: string, run: Implementation, { timeout = 30_000 }: TestOptions = {}): void {
  if (tests.some((declared) => declared.title === title)) {
    throw new Error(`two tests have the title ${JSON.stringify(title)}`);
  }
  if (tests.length === 0) {
    void Promise.resolve().then(() => runAll(tests));
  }
  tests.push({ title, run, limit: timeout });
}
