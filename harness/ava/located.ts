import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { HarnessError } from "../errors.ts";

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
        error.stack = [`${error.name}: ${error.message}`, ...callers(here.stack ?? "")].join("\n");
      }
      throw error;
    }
  };
}

function callers(stack: string): string[] {
  const isTheirs = (line: string) =>
    !line.includes(harness) && !line.includes("node:internal") && !line.includes(`${sep}ava${sep}`);
  return stack.split("\n").slice(1).filter(isTheirs);
}
