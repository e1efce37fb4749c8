import { UsageError } from "../base/errors.ts";
import { checkGiven, type Rule, rules } from "../base/given.ts";
import type { BootOptions } from "../device/options.ts";

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
