import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { choose } from "../base/choices.ts";
import { UsageError } from "../base/errors.ts";
import { namesIn } from "../base/look.ts";
import { root } from "../base/paths.js";
import type { Benchmark } from "./benchmark.ts";

const suffix = ".bench.ts";

/** A benchmark that has been found. */
export interface Found {
  readonly name: string;
  readonly file: string;
}

/** The benchmarks of a folder, by name: none where it is not there, as in an installed package. */
export function findBenchmarks(folder = join(root, "bench")): Found[] {
  return namesIn(folder)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => ({ name: file.slice(0, -suffix.length), file: join(folder, file) }));
}

/**
 * Those that are meant: the one of that name, or all.
 *
 * @throws UsageError `EINVAL` there is none of that name; the message lists those that there are
 */
export function chooseBenchmarks(found: readonly Found[], name: string | undefined): readonly Found[] {
  if (found.length === 0) {
    const where = `files of ${join(root, "bench")} that end in ${suffix}, in this package's repository and not in an installed package`;
    throw new UsageError(`there are no benchmarks: they are ${where}`, {
      code: "ENOENT",
    });
  }
  if (name === undefined) {
    return found;
  }
  const chosen = choose(
    "the benchmark",
    name,
    found.map((each) => each.name),
  );
  return found.filter((each) => each.name === chosen);
}

/** Loads a benchmark's module. */
export async function loadBenchmark({ file }: Found): Promise<Benchmark> {
  // Benchmarks are not compiled: they belong to this repository, where tsx is.
  const { tsImport } = await import("tsx/esm/api");
  const { default: benchmark } = (await tsImport(pathToFileURL(file).href, import.meta.url)) as { default: unknown };
  if (!isBenchmark(benchmark)) {
    throw new Error(`${file} should export a benchmark by default: an object with a title and a function run`);
  }
  return benchmark;
}

function isBenchmark(value: unknown): value is Benchmark {
  const { title, run } = (value ?? {}) as Partial<Benchmark>;
  return typeof title === "string" && typeof run === "function";
}
