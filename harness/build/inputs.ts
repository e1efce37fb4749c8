import { resolve } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Tells of each file that a build reads, and of each that it looks for by a relative path, also where the build fails then: esbuild's
 * metafile has the files of builds that succeed only.
 */
export function tellInputs(onInput: (path: string) => void): Plugin {
  return {
    name: "inputs",
    setup(build) {
      build.onResolve({ filter: /^\.{0,2}\// }, ({ path, resolveDir }) => {
        onInput(resolve(resolveDir, path));
        return undefined;
      });
      build.onLoad({ filter: /./, namespace: "file" }, ({ path }) => {
        onInput(path);
        return undefined;
      });
    },
  };
}
