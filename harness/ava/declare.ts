import type { ExecutionContext, TestFn } from "ava";
import type { Bench } from "./bench.ts";
import { type BenchOptions, checkBenchOptions } from "./options.ts";
import { runTest } from "./run.ts";

/** A test's function: ava's `t`, and what devices are booted on. */
export type Implementation = (t: ExecutionContext, bench: Bench) => unknown;

/** Declares one test. */
export type Declare = (title: string, implementation: Implementation) => void;

/** A way of declaring tests that can be restricted further, as ava's are. */
export interface Flavour extends Declare {
  /** Only tests declared by it run, of the file. */
  readonly only: Declare;
  /** The test is reported as skipped, and does not run. */
  readonly skip: Declare;
  /** The test has to fail; it leaves no evidence. */
  readonly failing: Failing;
}

/** A way of declaring tests that have to fail. */
export interface Failing extends Declare {
  /** Only tests declared by it run, of the file. */
  readonly only: Declare;
  /** The test is reported as skipped, and does not run. */
  readonly skip: Declare;
}

/** What `async-io-ts/ava` exports as `test`. Hooks are ava's own. */
export interface Test extends Flavour, Pick<TestFn, "before" | "beforeEach" | "after" | "afterEach" | "todo" | "meta"> {
  /** Runs before the tests that are not serial, one after the other. */
  readonly serial: Flavour;
  /** The same with other defaults: `test.with({ seed: 7, time: "virtual" })("title", …)`. */
  with(options: BenchOptions): Test;
}

/** Makes `test` of ava's. */
export function declarer(ava: TestFn, options: BenchOptions): Test {
  const by = (
    declare: (title: string, run: (t: ExecutionContext) => Promise<void>) => void,
    mayFail = false,
  ): Declare => {
    return (title, implementation) => declare(title, (t) => runTest(t, implementation, { ...options, mayFail }));
  };
  const flavour = (of: TestFn | TestFn["serial"]): Flavour =>
    Object.assign(by(of), {
      only: by(of.only),
      skip: by(of.skip),
      failing: Object.assign(by(of.failing, true), {
        only: by(of.failing.only, true),
        skip: by(of.failing.skip, true),
      }),
    });
  const { before, beforeEach, after, afterEach, todo, meta } = ava;
  return Object.assign(flavour(ava), {
    ...{ before, beforeEach, after, afterEach, todo, meta },
    serial: flavour(ava.serial),
    with: (more: BenchOptions) => {
      checkBenchOptions(more);
      return declarer(ava, { ...options, ...more });
    },
  });
}
