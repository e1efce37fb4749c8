import type { Assertions } from "./assertions.ts";

/** A test's function. */
export type Implementation = (t: Assertions) => unknown;

/** A test that was declared. */
export interface Test {
  readonly title: string;
  readonly run: Implementation;
  /** How long it may take, in milliseconds of the device's time. */
  readonly limit: number;
  /** It has to fail. */
  readonly failing?: boolean;
  /** Where a file has such a test, the others do not run. */
  readonly only?: boolean;
}

/** Something that runs around tests. */
export type Hook = () => unknown;

/** All that a file declares. */
export class Suite {
  /** Whether the harness wants a test to run: it may have been told to repeat one. */
  readonly isWanted: (title: string) => boolean;
  readonly tests: Test[] = [];
  /** Titles of tests that are only told of. */
  readonly skipped: string[] = [];
  readonly before: Hook[] = [];
  readonly beforeEach: Hook[] = [];
  readonly afterEach: Hook[] = [];
  readonly after: Hook[] = [];

  constructor(isWanted: (title: string) => boolean = () => true) {
    this.isWanted = isWanted;
  }

  /** The tests that the file means to run. */
  get selected(): readonly Test[] {
    const only = this.tests.filter((test) => test.only === true);
    return only.length > 0 ? only : this.tests;
  }

  /** Whether a test has that title. */
  has(title: string): boolean {
    return this.skipped.includes(title) || this.tests.some((test) => test.title === title);
  }
}
