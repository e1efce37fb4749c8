import { readFile } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { type Plugin, transform } from "esbuild";
import { root } from "../base/paths.js";

const folder = join(root, "ts-runtime", "src") + sep;
const filter = new RegExp(`^${folder.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")}.*\\.ts$`);

/** What was made of each file: a context that rebuilds, and several bundles of a process, need it once. */
const made = new Map<string, { text: string; code: Promise<string> }>();

/**
 * Compiles the runtime's own sources as the runtime's tsconfig.json says, whatever the program's does. Fields become assignments in the
 * constructor: definitions cost more, and would hide what objects find in their prototype.
 */
export const runtimeSources: Plugin = {
  name: "async-io-ts runtime",
  setup(build) {
    build.onLoad({ filter }, async ({ path }) => ({ contents: await compile(path), loader: "js" }));
  },
};

async function compile(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  const known = made.get(path);
  if (known?.text === text) {
    return known.code;
  }
  const code = strip(text, path);
  made.set(path, { text, code });
  return code;
}

async function strip(text: string, path: string): Promise<string> {
  const { code } = await transform(text, {
    loader: "ts",
    target: "esnext",
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: true } },
    sourcefile: basename(path),
    sourcemap: "inline",
    sourcesContent: false,
  });
  return code;
}
