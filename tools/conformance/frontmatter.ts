import { parse } from "yaml";
import { UsageError } from "../../harness/base/errors.ts";

/** How a test is to end that must not pass. */
export interface Negative {
  readonly phase: "parse" | "resolution" | "runtime";
  /** The name of the error's class. */
  readonly type: string;
}

/** What a test says of itself, between its marks: https://github.com/tc39/test262/blob/main/INTERPRETING.md. */
export interface Frontmatter {
  readonly negative?: Negative;
  /** Files of the suite's `harness` folder that it takes. */
  readonly includes: readonly string[];
  readonly flags: readonly string[];
  readonly features: readonly string[];
}

interface Written extends Partial<Omit<Frontmatter, "negative">> {
  readonly negative?: Negative;
}

/**
 * Reads a test's frontmatter.
 *
 * @param path for the message
 * @throws UsageError `EINVAL` the test has no frontmatter, or one that is not YAML
 */
export function readFrontmatter(source: string, path: string): Frontmatter {
  const text = /\/\*---([\s\S]*?)---\*\//.exec(source)?.[1]?.replaceAll(/\r\n?/g, "\n");
  if (text === undefined) {
    throw new UsageError(`${path}: a test of test262 has a comment /*--- … ---*/, and this file has none`);
  }
  const { negative, includes, flags, features } = readYaml(text, path);
  return {
    ...(negative && { negative }),
    includes: includes ?? [],
    flags: flags ?? [],
    features: features ?? [],
  };
}

function readYaml(text: string, path: string): Written {
  try {
    return (parse(text) ?? {}) as Written;
  } catch (error) {
    throw new UsageError(`${path}: its comment /*--- … ---*/ is no YAML: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
