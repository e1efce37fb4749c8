import type { Config } from "../build/kconfig.ts";
import type { BootOptions } from "../device/options.ts";

/** What a benchmark may use. */
export interface BenchmarkContext {
  /** The device that was chosen: to be passed to `boot`. */
  readonly device: Pick<BootOptions, "kernel" | "engine" | "board" | "workspace" | "qemu" | "release">;
  /** Kconfig options that the firmware is to have beside, or instead of, what a benchmark needs. */
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Tells of progress. */
  say(line: string): void;
}

/** One number that was measured. */
export interface Figure {
  /** What it is, as in `"echo, 4 connections, TypeScript"`. */
  readonly name: string;
  readonly value: number;
  /** `"req/s"`, `"µs"`, `"bytes"`, `""`. */
  readonly unit: string;
  /** What it should be; what misses its aim is marked. */
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number };
}

/** A benchmark: the default export of a file `bench/NAME.bench.ts`. */
export interface Benchmark {
  /** One line about what it measures. */
  readonly title: string;
  /** How long it takes, as in `"an hour"`, where that is so long that it runs only where it is named. */
  readonly takes?: string;
  /** Runs it; the figures are shown in this order. */
  run(context: BenchmarkContext): Promise<readonly Figure[]>;
  /** The figures as rows of a table of its own. Default: a row for each. */
  rows?(figures: readonly Figure[]): string[][];
}

/** Whether a figure is what it should be. */
export function meetsAim({ value, aim }: Figure): boolean {
  if (aim === undefined) {
    return true;
  }
  return "atMost" in aim ? value <= aim.atMost : value >= aim.atLeast;
}
