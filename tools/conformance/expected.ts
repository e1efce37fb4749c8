import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../harness/base/paths.js";

/** Where this repository keeps what is known to fail: a file for each engine, a path below the suite's `test` folder on each line. */
export const expectedFolder = join(root, "tools", "conformance", "expected");

/** Reads such a list; a list that is not there is empty. */
export function readExpected(file: string): ReadonlySet<string> {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return new Set(lines.filter((line) => line !== "" && !line.startsWith("#")));
}

/** What a run means for a list. */
export interface Comparison {
  /** Failed, and are not in the list. */
  readonly regressions: readonly string[];
  /** Passed, and are in the list. */
  readonly mended: readonly string[];
}

/** A test, and whether it passed. */
interface Result {
  readonly path: string;
  readonly passed: boolean;
}

/** Compares a run with what was expected of it. */
export function compareExpected(expected: ReadonlySet<string>, results: readonly Result[]): Comparison {
  const paths = (some: readonly Result[]) => some.map(({ path }) => path);
  return {
    regressions: paths(results.filter(({ path, passed }) => !passed && !expected.has(path))),
    mended: paths(results.filter(({ path, passed }) => passed && expected.has(path))),
  };
}

/** Writes a list anew: what was run as it came out, everything else as it was. */
export function updateExpected(file: string, expected: ReadonlySet<string>, results: readonly Result[]): void {
  const names = new Set(expected);
  for (const { path, passed } of results) {
    if (passed) {
      names.delete(path);
    } else {
      names.add(path);
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  const head = "# Tests of test262 that fail through the pipeline: npm run conformance -- PATH --update. Names only.\n";
  writeFileSync(
    file,
    head +
      [...names]
        .sort()
        .map((name) => `${name}\n`)
        .join(""),
  );
}
