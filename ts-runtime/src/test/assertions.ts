import { console } from "../globals/console.ts";
import { AssertionError } from "./assertion-error.ts";
import { deepEqual } from "./deep-equal.ts";
import { type Expectation, expectError } from "./expectation.ts";

/** What a test is given: assertions as ava's. One that fails throws and so ends the test. */
export class Assertions {
  /** The title of the test. */
  readonly title: string;
  /** @internal How many were made: a test that made none fails. */
  count = 0;
  /** @internal What is to be done when the test has ended. */
  readonly teardowns: (() => unknown)[] = [];

  constructor(title: string) {
    this.title = title;
  }

  /** Has something done when the test has ended, whatever became of it; what was asked for last comes first. */
  teardown(run: () => unknown): void {
    this.teardowns.push(run);
  }

  /** Counts as an assertion that holds. */
  pass(_message?: string): void {
    this.count++;
  }

  /** Fails. @param message the reason */
  fail(message = "t.fail() was called"): never {
    this.count++;
    throw new AssertionError(message);
  }

  /** `Object.is`. */
  is<T>(actual: T, expected: T, message = "the values are not the same"): void {
    this.check(Object.is(actual, expected), message, actual, expected);
  }

  /** Not `Object.is`. */
  not<T>(actual: T, expected: T, message = "the values are the same"): void {
    this.check(!Object.is(actual, expected), message, actual, expected);
  }

  /** The same types and contents, at whatever depth; two NaN are equal, 0 and -0 are not. */
  deepEqual<T>(actual: T, expected: T, message = "the values are not equal"): void {
    this.check(deepEqual(actual, expected), message, actual, expected);
  }

  /** Differs somewhere, see {@link deepEqual}. */
  notDeepEqual<T>(actual: T, expected: T, message = "the values are equal"): void {
    this.check(!deepEqual(actual, expected), message, actual, expected);
  }

  /** `Boolean(actual)` is true. */
  truthy(actual: unknown, message = "the value is not truthy"): void {
    this.check(Boolean(actual), message, actual, true);
  }

  /** `Boolean(actual)` is false. */
  falsy(actual: unknown, message = "the value is not falsy"): void {
    this.check(!actual, message, actual, false);
  }

  /** Exactly `true`. */
  true(actual: unknown, message = "the value is not true"): void {
    this.check(actual === true, message, actual, true);
  }

  /** Exactly `false`. */
  false(actual: unknown, message = "the value is not false"): void {
    this.check(actual === false, message, actual, false);
  }

  /** The text has a match. */
  regex(actual: string, expected: RegExp, message = "the text does not match"): void {
    this.check(expected.test(actual), message, actual, expected);
  }

  /** The text has no match. */
  notRegex(actual: string, unexpected: RegExp, message = "the text matches"): void {
    this.check(!unexpected.test(actual), message, actual, unexpected);
  }

  /** The function returns. */
  notThrows(run: () => unknown, message = "it threw"): void {
    let thrown: unknown;
    let holds = true;
    try {
      run();
    } catch (error) {
      thrown = error;
      holds = false;
    }
    this.check(holds, message, thrown, undefined);
  }

  /** The promise, or the one that the function returns, resolves. */
  async notThrowsAsync(
    operation: PromiseLike<unknown> | (() => PromiseLike<unknown>),
    message = "it rejected",
  ): Promise<void> {
    let thrown: unknown;
    let holds = true;
    try {
      await (typeof operation === "function" ? operation() : operation);
    } catch (error) {
      thrown = error;
      holds = false;
    }
    this.check(holds, message, thrown, undefined);
  }

  /** The function throws an Error, and as expected. @returns the error */
  throws(run: () => unknown, expectation?: Expectation, message?: string): Error {
    this.count++;
    let returned: unknown;
    try {
      returned = run();
    } catch (error) {
      return expectError(error, expectation, message);
    }
    throw new AssertionError(message ?? "nothing was thrown", { actual: returned, expected: expectation });
  }

  /** The promise, or the one that the function returns, rejects with an Error, and as expected. @returns the error */
  async throwsAsync(
    operation: PromiseLike<unknown> | (() => PromiseLike<unknown>),
    expectation?: Expectation,
    message?: string,
  ): Promise<Error> {
    this.count++;
    let value: unknown;
    try {
      value = await (typeof operation === "function" ? operation() : operation);
    } catch (error) {
      return expectError(error, expectation, message);
    }
    throw new AssertionError(message ?? "it did not reject", { actual: value, expected: expectation });
  }

  /** Prints on the console, as part of the test's output. */
  log(...values: unknown[]): void {
    console.log(...values);
  }

  private check(holds: boolean, message: string, actual: unknown, expected: unknown): void {
    this.count++;
    if (!holds) {
      throw new AssertionError(message, { actual, expected });
    }
  }
}
