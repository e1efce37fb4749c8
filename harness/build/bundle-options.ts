import { resolve } from "node:path";
import type { BuildOptions } from "esbuild";
import type { Engine } from "../base/choices.ts";
import { obeyTsconfig } from "./compiler-options.ts";
import { tellInputs } from "./inputs.ts";
import { injected } from "./named-globals.ts";
import { readProgram } from "./program.ts";
import { resolver } from "./resolve.ts";
import { runtimeSources } from "./runtime-sources.ts";
import { supplyLacking } from "./supply.ts";
import { releaseSyntax, syntax } from "./syntax.ts";
import { tellAbsent } from "./tell-absent.ts";

export interface BundleOptions {
  /** Leaves out white space and shortens syntax; names stay, so that stacks can be read. Default `true`. */
  minify?: boolean;
  /** What it is to run on. Default: it may be either engine, and a program that uses what one of them lacks gets it. */
  engine?: Engine | undefined;
  /** For byte code: without what a snapshot cannot hold. Default `false`. */
  release?: boolean;
  /** The folder that paths in messages are relative to. Default: the current one. */
  cwd?: string;
  /** Is told of each file that the bundle is made of, and of each that was looked for, also where the build fails then. */
  onInput?: (path: string) => void;
}

/** Strict mode is a module's; the runtime reads `host` as a free variable. */
const before = '(async function (host) { "use strict";';
const after = "})";

/**
 * The options by which esbuild bundles a program with the runtime: for one build, or for a context that rebuilds it. A rejected build is
 * to be read with `compileError`, a result with `readBundle`. The program's tsconfig.json is read here: a context is made anew when that
 * changes.
 *
 * @throws UsageError the program cannot be read (`ENOENT`, `EACCES`, `EISDIR`) or is empty (`ENODATA`); its tsconfig.json cannot be read
 *   (`EINVAL`) or has an option that a bundle cannot obey (`ENOTSUP`)
 */
export async function bundleOptions(
  file: string,
  { minify = true, release = false, engine = "jerryscript", cwd = process.cwd(), onInput }: BundleOptions = {},
) {
  const path = resolve(cwd, file);
  await readProgram(path, file);
  const { customConditions, ...obeyed } = obeyTsconfig(path, cwd);
  const chosen = release ? releaseSyntax : syntax;
  return {
    ...chosen,
    ...obeyed,
    conditions: [...chosen.conditions, ...customConditions],
    stdin: {
      contents: `import "async-io-ts/globals"; import ${JSON.stringify(path)};`,
      sourcefile: "<entry>",
      resolveDir: cwd,
    },
    absWorkingDir: cwd,
    outfile: resolve(cwd, "app.js"),
    write: false,
    bundle: true,
    logLevel: "silent",
    metafile: true,
    inject: [...injected],
    define: { ...chosen.define, isBundled: "true" },
    banner: { js: before },
    footer: { js: after },
    sourcemap: "external",
    sourcesContent: false,
    minifyWhitespace: minify,
    minifySyntax: minify,
    plugins: [
      ...(onInput === undefined ? [] : [tellInputs(onInput)]),
      resolver(path),
      runtimeSources,
      tellAbsent,
      supplyLacking(engine),
    ],
  } satisfies BuildOptions;
}
