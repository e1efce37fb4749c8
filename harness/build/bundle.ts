import { type BuildFailure, type BuildResult, build } from "esbuild";
import { UsageError } from "../base/errors.ts";
import { type BundleOptions, bundleOptions } from "./bundle-options.ts";
import { restoreClassNames } from "./class-names.ts";
import { explain } from "./explain.ts";
import { withNamedOnly } from "./named-globals.ts";

/** What {@link bundle} made of a program. */
export interface Bundle {
  /** The text of one function expression, `(async function (host) { … })`. */
  readonly code: string;
  /** Its source map, version 3, as JSON; sources are relative to the folder of the file that was bundled. */
  readonly map: string;
  /** The folder that the map's sources are relative to, absolute. */
  readonly folder: string;
  /** What the program should hear of although it compiles, one line each. */
  readonly warnings: readonly string[];
}

/**
 * Bundles a TypeScript program with the runtime into one function expression that both engines parse.
 *
 * @throws UsageError the program cannot be read (`ENOENT`, `EACCES`, `EISDIR`), is empty, or does not compile: one line a mistake,
 *   each with file, line and column
 */
export async function bundle(file: string, options: BundleOptions = {}): Promise<Bundle> {
  const asked = await bundleOptions(file, options);
  try {
    return readBundle(await withNamedOnly(await build(asked), asked), asked.absWorkingDir);
  } catch (error) {
    throw compileError(error);
  }
}

/** A build's result as a bundle. @param folder the build's `absWorkingDir` */
export function readBundle({ outputFiles = [], warnings }: BuildResult, folder: string): Bundle {
  const output = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  const named = restoreClassNames({ code: output(".js"), map: output(".js.map"), folder });
  return { ...named, folder, warnings: warnings.map(explain) };
}

/** A build's failure as the user's error, one line a mistake; any other error as it is. */
export function compileError(error: unknown): unknown {
  const { errors } = error as BuildFailure;
  return Array.isArray(errors)
    ? new UsageError(errors.map(explain).join("\n"), { code: "EINVAL", cause: error })
    : error;
}
