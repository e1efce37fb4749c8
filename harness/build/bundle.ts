import { resolve } from "node:path";
import { type BuildFailure, build } from "esbuild";
import { UsageError } from "../errors.ts";
import { explain } from "./explain.ts";
import { readProgram } from "./program.ts";
import { resolver } from "./resolve.ts";
import { releaseSyntax, syntax } from "./syntax.ts";

/** The name by which the engine knows the bundle: stacks on the device say `app.js:LINE:COLUMN`. */
export const bundleName = "app.js";

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

export interface BundleOptions {
  /** Leaves out white space and shortens syntax; names stay, so that stacks can be read. Default `true`. */
  minify?: boolean;
  /** For byte code: without what a snapshot cannot hold. Default `false`. */
  release?: boolean;
  /** Whom error messages are for: paths in them are relative to this folder. Default: the current one. */
  cwd?: string;
}

/** Strict mode is a module's; the runtime reads `host` as a free variable. */
const before = '(async function (host) { "use strict";';
const after = "})";

/**
 * Bundles a TypeScript program with the runtime into one function expression that both engines parse.
 *
 * @throws UsageError the program cannot be read (`ENOENT`, `EACCES`, `EISDIR`), is empty, or does not compile: one line a mistake,
 *   each with file, line and column
 */
export async function bundle(
  file: string,
  { minify = true, release = false, cwd = process.cwd() }: BundleOptions = {},
): Promise<Bundle> {
  const path = resolve(cwd, file);
  await readProgram(path, file);
  try {
    const { outputFiles, warnings } = await build({
      ...(release ? releaseSyntax : syntax),
      stdin: {
        contents: `import "async-io-ts/globals"; import ${JSON.stringify(path)};`,
        sourcefile: "<entry>",
        resolveDir: cwd,
      },
      absWorkingDir: cwd,
      outfile: resolve(cwd, bundleName),
      write: false,
      bundle: true,
      logLevel: "silent",
      define: { isBundled: "true" },
      banner: { js: before },
      footer: { js: after },
      sourcemap: "external",
      sourcesContent: false,
      minifyWhitespace: minify,
      minifySyntax: minify,
      plugins: [resolver(path)],
    });
    const output = (ending: string) => outputFiles.find(({ path: name }) => name.endsWith(ending))?.text ?? "";
    return { code: output(".js"), map: output(".js.map"), folder: cwd, warnings: warnings.map(explain) };
  } catch (error) {
    const { errors } = error as BuildFailure;
    if (!Array.isArray(errors)) {
      throw error;
    }
    throw new UsageError(errors.map(explain).join("\n"), { code: "EINVAL", cause: error });
  }
}
