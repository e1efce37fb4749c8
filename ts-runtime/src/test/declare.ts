import { type Implementation, runAll, type Test } from "./run.ts";

/** Options of a test. */
export interface TestOptions {
  /** How long it may take, in milliseconds of the device's time. Default: 30,000. */
  timeout?: number;
}

const tests: Test[] = [];
const skipped: string[] = [];

/**
 * Declares a test, which runs on the device after those declared before it. They begin when the file has declared them all,
 * and the program ends with the last.
 *
 * @param title a sentence; no two of a file may be the same
 */
export function test(title: string, run: Implementation, { timeout = 30_000 }: TestOptions = {}): void {
  begin(title);
  tests.push({ title, run, limit: timeout });
}

/** Declares a test that is not run, only reported as such. The title is the place for the reason. */
test.skip = (title: string, _run?: Implementation, _options?: TestOptions): void => {
  begin(title);
  skipped.push(title);
};

function begin(title: string): void {
  if (skipped.includes(title) || tests.some((declared) => declared.title === title)) {
    throw new Error(`two tests have the title ${JSON.stringify(title)}`);
  }
  if (tests.length + skipped.length === 0) {
    void Promise.resolve().then(() => runAll(tests, skipped));
  }
}
