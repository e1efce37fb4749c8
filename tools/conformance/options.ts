import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { choose, type Engine, engines, type Kernel, kernels } from "../../harness/base/choices.ts";
import { expectedFolder } from "./expected.ts";

/** What `npm run conformance` is asked for. */
export interface Options {
  /** A clone of test262. */
  readonly path: string;
  readonly engines: readonly Engine[];
  readonly filter?: string;
  readonly sample?: number;
  readonly seed: number;
  readonly json?: string;
  readonly jobs: number;
  /** On an emulated device in the place of this machine. */
  readonly device: boolean;
  readonly kernel: Kernel;
  readonly workspace?: string;
  /** Seconds of processor time that a test may take on this machine, and of run time on a device. */
  readonly limit: number;
  /** The folder with the lists of expected failures. */
  readonly expected: string;
  /** Write the lists of expected failures anew. */
  readonly update: boolean;
}

interface Given extends Omit<Options, "path" | "engines" | "kernel"> {
  readonly engine?: string;
  readonly kernel: string;
}

/** @throws CommanderError and UsageError: an argument is wrong */
export function readOptions(args: readonly string[]): Options {
  const command = new Command("npm run conformance --")
    .description("run test262 through the bundler and the engines; 1 where a test fails that is not expected to")
    .argument("<path>", "a clone of test262: git clone https://github.com/tc39/test262")
    .option("--engine <name>", "quickjs or jerryscript (default: both)")
    .option("--filter <text>", "only tests with it in their path")
    .option("--sample <count>", "only so many of them, by chance", count)
    .option("--seed <number>", "which ones", count, 1)
    .option("--json <file>", "also write every result into a file")
    .option("--jobs <count>", "how many at once", count, availableParallelism())
    .option("--device", "on an emulated device, not on this machine", false)
    .option("--kernel <name>", "the device's: freertos or zephyr", "freertos")
    .option("--workspace <folder>", "the west workspace, which has JerryScript (default: ZEPHYR_BASE, west topdir)")
    .option("--limit <seconds>", "how long a test may take", count, 20)
    .option("--expected <folder>", "the lists of expected failures", expectedFolder)
    .option("--update", "write the lists of expected failures anew", false)
    .parse([...args], { from: "user" });
  const { engine, kernel, ...rest } = command.opts<Given>();
  return {
    ...rest,
    path: command.args[0] ?? "",
    engines: engine === undefined ? engines : [choose("--engine", engine, engines)],
    kernel: choose("--kernel", kernel, kernels),
  };
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError("it must be a whole number of 1 or more.");
  }
  return number;
}
