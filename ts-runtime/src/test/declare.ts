import { args } from "../program.ts";
import { runAll } from "./run.ts";
import { takeSelection } from "./select.ts";
import { type Hook, type Implementation, Suite, type Test } from "./suite.ts";

/** Options of a test. */
export interface TestOptions {
  /** How long it may take, in milliseconds of the device's time. Default: 30,000. */
  timeout?: number;
}

/** Declares a test. */
export type Declare = (title: string, run: Implementation, options?: TestOptions) => void;

/** Declares a function that runs around tests. */
type DeclareHook = (hook: Hook) => void;

/** Declares tests and what runs around them, as ava does. */
export interface TestFunction extends Declare {
  /** The same: on a device tests run one after the other. */
  readonly serial: Declare;
  /** Only such tests run, of the file. */
  readonly only: Declare;
  /** A test that has to fail: it is known to, and tells when that is over. */
  readonly failing: Declare;
  /** A test that is not run, only reported as such. The title is the place for the reason. */
  readonly skip: (title: string, run?: Implementation, options?: TestOptions) => void;
  /** Runs before the first test; where it throws, all tests fail. */
  readonly before: DeclareHook;
  /** Runs before each test, which fails where it throws. */
  readonly beforeEach: DeclareHook;
  /** Runs after each test, also where that failed. */
  readonly afterEach: DeclareHook;
  /** Runs after the last test, whatever became of them. */
  readonly after: DeclareHook;
}

const suite = new Suite(takeSelection(args));
let isBegun = false;

/**
 * Declares a test, which runs on the device after those declared before it. They begin when the file has declared them all,
 * and the program ends with the last.
 *
 * @param title a sentence; no two of a file may be the same
 */
export const test: TestFunction = Object.assign(declarer({}), {
  serial: declarer({}),
  only: declarer({ only: true }),
  failing: declarer({ failing: true }),
  skip: (title: string) => {
    begin(title);
    suite.skipped.push(title);
  },
  before: adder(suite.before),
  beforeEach: adder(suite.beforeEach),
  afterEach: adder(suite.afterEach),
  after: adder(suite.after),
});

function declarer(kind: Pick<Test, "only" | "failing">): Declare {
  return (title, run, { timeout = 30_000 } = {}) => {
    begin(title);
    suite.tests.push({ title, run, limit: timeout, ...kind });
  };
}

function adder(hooks: Hook[]): DeclareHook {
  return (hook) => {
    hooks.push(hook);
  };
}

function begin(title: string): void {
  if (suite.has(title)) {
    throw new Error(`two tests have the title ${JSON.stringify(title)}`);
  }
  if (!isBegun) {
    isBegun = true;
    void Promise.resolve().then(() => runAll(suite));
  }
}
