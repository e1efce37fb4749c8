import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { HarnessError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import { ava } from "./ava.ts";

/** Where the harness is, as it was written and compiled. */
const harness = ["harness", "dist"].map((name) => join(root, name) + sep);

/**
 * A method whose errors say where it was called, and not where in the harness a timer or a socket made them.
 *
 * @param resolved is called whenever its promise resolves
 */
export function located<Args extends unknown[], Value>(
  method: (...args: Args) => Promise<Value>,
  resolved: () => void = () => {},
): (...args: Args) => Promise<Value> {
  return async function call(...args) {
    const here: { stack?: string } = {};
    Error.captureStackTrace(here, call);
    try {
      const value = await method(...args);
      resolved();
      return value;
    } catch (error) {
      throw place(error, here.stack);
    }
  };
}

/** Errors whose stacks are as they should be. */
const placed = new WeakSet<Error>();

/** An error of the harness, with a stack that says where the test's file led to it, and nothing of the harness. */
export function place(error: unknown, stack?: string): unknown {
  if (error instanceof HarnessError && !placed.has(error)) {
    placed.add(error);
    error.stack = placedStack(error, callers(stack ?? error.stack ?? ""));
  }
  return error;
}

/**
 * A stack whose second line is the first position: ava's TAP reporter takes that one for where the test failed, and throws where there is
 * none. The rest of the message comes behind.
 */
export function placedStack(
  { name, message }: Error,
  positions: readonly string[],
  file = fileURLToPath(ava.meta.file),
): string {
  const [first, ...rest] = message.split("\n");
  const places = positions.length > 0 ? positions : [`    at ${file}`];
  return [`${name}: ${first}`, ...places, ...rest].join("\n");
}

function callers(stack: string): string[] {
  const isTheirs = (line: string) =>
    !harness.some((folder) => line.includes(folder)) &&
    !line.includes("node:internal") &&
    !line.endsWith("(<anonymous>)") &&
    !line.includes(`${sep}ava${sep}`);
  return stack.split("\n").filter((line) => /^\s+at /.test(line) && isTheirs(line));
}
