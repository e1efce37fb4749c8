import { build } from "esbuild";
import { tellInputs } from "../build/inputs.ts";

/** The files that a test file and what it imports are, without packages; those that are missing too. */
export async function hostInputs(file: string): Promise<Set<string>> {
  const inputs = new Set([file]);
  await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    outdir: "unused",
    logLevel: "silent",
    platform: "node",
    format: "esm",
    packages: "external",
    loader: { ".node": "empty" },
    plugins: [tellInputs((path) => inputs.add(path))],
  }).catch(() => {
    // What is wrong with it is told by the type check and by the run.
  });
  return inputs;
}
