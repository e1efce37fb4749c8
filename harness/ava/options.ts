import type { BootOptions } from "../device/options.ts";
import { UsageError } from "../errors.ts";
import { checkGiven, type Rule, rules } from "../given.ts";

/** What holds for a whole test: `test.with({ … })`. */
export interface BenchOptions extends Pick<BootOptions, "kernel" | "engine" | "board" | "release" | "config" | "time"> {
  /** For everything random on the network. Default: `--seed` of `async-io test`, else AIO_SEED, else 1. */
  seed?: number;
  /** Whether devices reach addresses outside the virtual network. Default `false`. */
  internet?: boolean;
  /** A pcapng file that is written however the test ends. Default: a test that fails has it among its evidence. */
  capture?: string;
  /** Milliseconds that the test may take, without building, booting, and what a busy host took from it. Default 60,000. */
  timeout?: number;
}

const benchRules: Readonly<Record<keyof BenchOptions, Rule>> = {
  ...{ kernel: rules.text, engine: rules.text, board: rules.text, time: rules.text },
  ...{ release: rules.flag, config: rules.object, internet: rules.flag },
  ...{ seed: rules.seed, capture: rules.name, timeout: rules.limit },
};

/** @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have */
export function checkBenchOptions(options: BenchOptions): void {
  checkGiven("test.with", options, benchRules);
}

/** Of `boot`, what a command line may say for all tests. */
export type SharedOptions = Omit<
  BootOptions,
  "network" | "signal" | "flash" | "onOutput" | "onRecord" | "onNotice" | "args" | "name"
>;

/** What `async-io test` was told, which it hands to the processes of the tests in AIO_TEST_OPTIONS. */
export function sharedOptions(env = process.env): SharedOptions {
  const { AIO_TEST_OPTIONS } = env;
  return AIO_TEST_OPTIONS ? JSON.parse(AIO_TEST_OPTIONS) : {};
}

/**
 * The seed of a test.
 *
 * @throws UsageError AIO_SEED is no whole number
 */
export function chooseSeed(given: number | undefined, env = process.env): number {
  const { AIO_SEED } = env;
  const seed = given ?? (AIO_SEED ? Number(AIO_SEED) : 1);
  if (!Number.isSafeInteger(seed)) {
    throw new UsageError(
      `a seed is a whole number, but ${given ?? JSON.stringify(AIO_SEED)} was given (seed, AIO_SEED)`,
    );
  }
  return seed;
}
