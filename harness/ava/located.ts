import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { HarnessError } from "../errors.ts";
import { ava } from "./ava.ts";

const harness = fileURLToPath(new URL("..", import.meta.url));

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
      if (error instanceof HarnessError) {
        error.stack = placedStack(error, callers(here.stack ?? ""));
      }
      throw error;
    }
  };
}

/**
 * A stack whose second line is the first position: ava's TAP reporter takes that one for where the test failed, and throws where there is
 * none. The rest of the message comes behind.
 */
export function placedStack({ name, message }: Error, positions: readonly string[] = []): string {
  const [first, ...rest] = message.split("\n");
  const places = positions.length > 0 ? positions : [`    at ${fileURLToPath(ava.meta.file)}`];
  return [`${name}: ${first}`, ...places, ...rest].join("\n");
}

function callers(stack: string): string[] {
  const isTheirs = (line: string) =>
    !line.includes(harness) && !line.includes("node:internal") && !line.includes(`${sep}ava${sep}`);
  return stack.split("\n").slice(1).filter(isTheirs);
}
