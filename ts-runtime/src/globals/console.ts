import { now } from "../clock.ts";
import { hostWrite } from "../host-binding.ts";
import { format } from "./format.ts";
import { inspect } from "./inspect.ts";
import { stackLines } from "./inspect-error.ts";

const counts = new Map<string, number>();
const starts = new Map<string, number>();
let indent = "";

function print(...values: unknown[]): void {
  write(values, 1);
}

/** What tells of a fault goes to stderr, as Node has it. */
function printError(...values: unknown[]): void {
  write(values, 2);
}

function write(values: readonly unknown[], stream: number): void {
  const text = values.length === 1 && typeof values[0] === "string" ? values[0] : format(values);
  const lines = indent === "" ? text : indent + text.split("\n").join(`\n${indent}`);
  hostWrite(`${lines}\n`, stream);
}

function elapsed(label: string): string {
  const start = starts.get(label);
  return start === undefined ? `${label}: not started` : `${label}: ${(now() - start).toFixed(3)} ms`;
}

/** One console: there is one UART. */
export const console = {
  log: print,
  info: print,
  debug: print,
  warn: printError,
  error: printError,

  dir(value: unknown): void {
    print(inspect(value));
  },

  trace(...values: unknown[]): void {
    const frames = stackLines(new Error().stack).slice(1);
    printError([`Trace: ${format(values)}`, ...frames].join("\n"));
  },

  assert(condition?: unknown, ...values: unknown[]): void {
    if (!condition) {
      printError(values.length === 0 ? "Assertion failed" : `Assertion failed: ${format(values)}`);
    }
  },

  count(label = "default"): void {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    print(`${label}: ${count}`);
  },

  countReset(label = "default"): void {
    counts.delete(label);
  },

  time(label = "default"): void {
    starts.set(label, now());
  },

  timeLog(label = "default", ...values: unknown[]): void {
    print(elapsed(label), ...values);
  },

  timeEnd(label = "default"): void {
    print(elapsed(label));
    starts.delete(label);
  },

  group(...values: unknown[]): void {
    if (values.length > 0) {
      print(...values);
    }
    indent += "  ";
  },

  groupEnd(): void {
    indent = indent.slice(2);
  },
};
