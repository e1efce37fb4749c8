import { UsageError } from "./errors.ts";
import { nearest } from "./nearest.ts";

/** What a value that a user gave has to be. */
export interface Rule {
  readonly fits: (value: unknown) => boolean;
  /** As in "port must be …". */
  readonly expected: string;
}

const isText = (value: unknown) => typeof value === "string";
const isFunction = (value: unknown) => typeof value === "function";
const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown, fits: (value: number) => boolean) => typeof value === "number" && fits(value);

/** What options usually are. */
export const rules = {
  text: { fits: isText, expected: "a string" },
  name: { fits: (value) => isText(value) && value !== "", expected: "a string that is not empty" },
  texts: { fits: (value) => Array.isArray(value) && value.every(isText), expected: "an array of strings" },
  flag: { fits: (value) => typeof value === "boolean", expected: "true or false" },
  callback: { fits: isFunction, expected: "a function" },
  object: { fits: isObject, expected: "an object" },
  signal: {
    fits: (value) => value instanceof AbortSignal,
    expected: "an AbortSignal, as a controller has it in signal",
  },
  seed: { fits: Number.isSafeInteger, expected: "a whole number" },
  /** Of waiting: none is fine, and no limit too. */
  wait: { fits: (value) => isNumber(value, (ms) => ms >= 0), expected: "a number of milliseconds, 0 or more" },
  /** Of time that has to pass. */
  period: {
    fits: (value) => isNumber(value, (ms) => ms >= 0 && ms < Infinity),
    expected: "a number of milliseconds, 0 or more, with an end",
  },
  /** Of a run, which needs some. */
  limit: { fits: (value) => isNumber(value, (ms) => ms > 0), expected: "a number of milliseconds above 0" },
  port: { fits: (value) => isPort(value, 1), expected: "a whole number from 1 to 65535" },
  anyPort: { fits: (value) => isPort(value, 0), expected: "a whole number from 0 (any that is free) to 65535" },
} as const satisfies Record<string, Rule>;

/**
 * Checks options: each has a name that there is, and a value that it can have. What is undefined is left out.
 *
 * @param what whose options they are, for the message: `boot`
 * @throws UsageError `EINVAL`, with the option that was probably meant, or what was expected and what came
 */
export function checkGiven(what: string, given: unknown, known: Readonly<Record<string, Rule>>): void {
  if (!isObject(given)) {
    throw new UsageError(`${what} takes its options as an object, but ${show(given)} was given`);
  }
  for (const [name, value] of Object.entries(given as object)) {
    if (!Object.hasOwn(known, name)) {
      const near = nearest(name, Object.keys(known));
      const hint = near === undefined ? `it has ${Object.keys(known).join(", ")}` : `did you mean ${near}?`;
      throw new UsageError(`${what} has no option ${JSON.stringify(name)}; ${hint}`);
    }
    if (value !== undefined) {
      checkValue(name, value, known[name] as Rule);
    }
  }
}

/** @throws UsageError `EINVAL`, with what was expected and what came */
export function checkValue(name: string, value: unknown, { fits, expected }: Rule): void {
  if (!fits(value)) {
    throw new UsageError(`${name} must be ${expected}, but ${show(value)} was given`);
  }
}

function isPort(value: unknown, lowest: number): boolean {
  return isNumber(value, (port) => Number.isInteger(port) && port >= lowest && port <= 65_535);
}

/** A value as a message has it: short, and never an error of its own. */
export function show(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? `an array (${value.map(show).join(", ").slice(0, 60)})` : "an object";
  }
  return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value).slice(0, 60);
}
