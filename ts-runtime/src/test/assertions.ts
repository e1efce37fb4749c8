import { console } from "../globals/console.ts";
import { AssertionError } from "./assertion-error.ts";
import { deepEqual } from "./deep-equal.ts";
import { type Expectation, expectError } from "./expectation.ts";

/** What a test is given: assertions as ava's. One that fails throws and so ends the test. */
export class Assertions {
  /** @internal How many were made: a test that made none fails. */
  count = 0;

  /** Counts as an assertion that holds. */
  pass(_message?: string): void {
    this.count++;
  }

  fail(message = "t.fail() was called"): never {
    this.count++;
    throw new AssertionError(message);
  }

  /** `Object.is`. */
  is<T>(actual: T, expected: T, message = "the values are not the same"): void {
    this.check(Object.is(actual, expected), message, actual, expected);
  }

  not<T>(actual: T, expected: T, message = "the values are the same"): void {
    this.check(!Object.is(actual, expected), message, actual, expected);
  }

  deepEqual<T>(actual: T, expected: T, message = "the values are not equal"): void {
    this.check(deepEqual(actual, expected), message, actual, expected);
  }

  true(actual: unknown, message = "the value is not true"): void {
    this.check(actual === true, message, actual, true);
  }

  false(actual: unknown, message = "the value is not false"): void {
    this.check(actual === false, message, actual, false);
  }

  regex(actual: string, expected: RegExp, message = "the text does not match"): void {
    this.check(expected.test(actual), message, actual, expected);
  }

  /** @returns what it threw */
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

  /** @returns what it rejected with */
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
