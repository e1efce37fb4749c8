import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../harness/base/errors.ts";
import { type Candidate, type Exclusion, exclusions } from "./exclusions.ts";
import { readFrontmatter } from "./frontmatter.ts";

/** A test of the suite. */
export type Test = Candidate;

/** The tests of a suite that are to be run, and how many are not. */
export interface Suite {
  readonly folder: string;
  readonly tests: readonly Test[];
  readonly excluded: ReadonlyMap<Exclusion, number>;
}

/** Which tests of a suite are wanted. */
export interface Wanted {
  /** A text that a test's path contains. */
  readonly filter?: string | undefined;
  /** Whether they are to run on a device. */
  readonly device?: boolean;
}

/**
 * Reads a clone of test262.
 *
 * @throws UsageError `ENOENT` it is none, or no path contains the filter
 */
export function readSuite(folder: string, { filter = "", device = false }: Wanted = {}): Suite {
  for (const part of ["test", "harness"]) {
    if (!existsSync(join(folder, part))) {
      const message = `${folder} is no clone of test262: it has no folder "${part}"`;
      throw new UsageError(`${message}; git clone https://github.com/tc39/test262 makes one`, { code: "ENOENT" });
    }
  }
  const excluded = new Map<Exclusion, number>();
  const applying = exclusions.filter(({ onDeviceOnly = false }) => device || !onDeviceOnly);
  const proposals = readProposals(folder);
  const paths = listTests(join(folder, "test"), "").filter((path) => path.includes(filter));
  const tests = paths.flatMap((path): Test[] => {
    const source = readFileSync(join(folder, "test", path), "utf8");
    const test = { path, source, frontmatter: readFrontmatter(source, path) };
    const exclusion = applying.find(({ has }) => has(test, proposals));
    if (exclusion === undefined) {
      return [test];
    }
    excluded.set(exclusion, (excluded.get(exclusion) ?? 0) + 1);
    return [];
  });
  if (tests.length === 0) {
    const why = excluded.size > 0 ? ` is run: ${[...excluded.keys()].map(({ what }) => what).join(", ")}` : " is there";
    throw new UsageError(`no test with ${JSON.stringify(filter)} in its path${why}`, { code: "ENOENT" });
  }
  return { folder, tests, excluded };
}

function listTests(folder: string, below: string): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) {
        return listTests(folder, path);
      }
      return /\.js$/.test(entry.name) && !/_FIXTURE/.test(entry.name) ? [path] : [];
    });
}

/** The features that the suite lists in front of the standard's. */
function readProposals(folder: string): ReadonlySet<string> {
  const file = join(folder, "features.txt");
  const [proposed = ""] = existsSync(file) ? readFileSync(file, "utf8").split("## Standard language features") : [];
  return new Set(proposed.split("\n").flatMap((line) => line.split("#")[0]?.trim() || []));
}
