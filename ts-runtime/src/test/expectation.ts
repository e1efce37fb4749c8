import { inspect } from "../globals/inspect.ts";
import { AssertionError } from "./assertion-error.ts";

/** A class of errors. */
export type ErrorClass = abstract new (...args: never[]) => Error;

/** What an error has to be like. */
export interface Expectation {
  /** POSIX's name: `"ECONNREFUSED"`. */
  code?: string;
  /** The class's or the standard's name: `"TypeError"`, `"AbortError"`. */
  name?: string;
  /** The whole message, or what it has to match. */
  message?: string | RegExp;
  /** Its class, or one that its class extends. */
  instanceOf?: ErrorClass;
}

/** The error, where it is as expected. @throws AssertionError it is not */
export function expectError(error: unknown, expectation: Expectation | undefined, message: string | undefined): Error {
  if (!(error instanceof Error)) {
    throw new AssertionError(message ?? `expected an Error, and ${inspect(error)} was thrown`);
  }
  const { code, name, message: text, instanceOf } = expectation ?? {};
  compare("code", (error as Error & { code?: unknown }).code, code, error, message);
  compare("name", error.name, name, error, message);
  const matches = text instanceof RegExp ? text.test(error.message) : text === undefined || text === error.message;
  if (!matches) {
    throw new AssertionError(message ?? "the error has another message", { actual: error.message, expected: text });
  }
  if (instanceOf !== undefined && !(error instanceof instanceOf)) {
    throw new AssertionError(message ?? `the error is no ${instanceOf.name}: ${inspect(error)}`);
  }
  return error;
}

function compare(key: string, actual: unknown, expected: unknown, error: Error, message: string | undefined): void {
  if (expected !== undefined && actual !== expected) {
    throw new AssertionError(message ?? `the error has another ${key}: ${error.message}`, { actual, expected });
  }
}
