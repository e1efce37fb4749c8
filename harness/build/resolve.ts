import { join } from "node:path";
import type { ImportKind, Plugin, PluginBuild, ResolveOptions } from "esbuild";
import { root } from "../base/paths.js";
import { absentModule } from "./absent.ts";

const runtime = join(root, "ts-runtime", "src");

/** What a program can import of this package; the globals are imported by the bundle's entry. */
const ours: Readonly<Record<string, string>> = {
  "async-io-ts": "./index",
  "async-io-ts/test": "./test",
  "async-io-ts/http": "./http",
  "async-io-ts/globals": "./globals",
};

const imports = Object.keys(ours)
  .filter((path) => path !== "async-io-ts/globals")
  .map((path) => JSON.stringify(path))
  .join(", ")
  .replace(/, (?=[^,]*$)/, " or ");

/**
 * Finds the runtime's modules in this package, wherever the program is, and says of Node's own modules that the device has none.
 */
export function resolver(program: string): Plugin {
  return {
    name: "async-io-ts",
    setup(build) {
      build.onResolve({ filter: /^async-io-ts(\/|$)/ }, ({ path, kind }) => ownModule(build, path, kind));
      build.onResolve({ filter: /^node:/ }, ({ path }) => notOnDevice(path));
      build.onResolve({ filter: /^[a-z_]+(\/promises)?$/ }, ({ path, importer, resolveDir, kind, pluginData }) => {
        // A package of the same name (events, buffer) is fine where it is installed.
        return pluginData === asIs || absentModule(path) === undefined
          ? undefined
          : packageOr(build, path, { importer, resolveDir, kind, pluginData: asIs });
      });
      build.onResolve({ filter: /./ }, ({ path, kind }) =>
        kind === "entry-point" || path !== program ? undefined : { path },
      );
    },
  };
}

const asIs = Symbol("resolve as it is");

async function ownModule(build: PluginBuild, path: string, kind: ImportKind) {
  const file = ours[path];
  if (file === undefined) {
    const reason = path === "async-io-ts/harness" ? "is for programs on the host, not on the device" : "does not exist";
    return { errors: [{ text: `"${path}" ${reason}; a device program imports ${imports}` }] };
  }
  const { path: found, errors } = await build.resolve(file, { resolveDir: runtime, kind });
  return { path: found, errors };
}

async function packageOr(build: PluginBuild, path: string, options: ResolveOptions) {
  const found = await build.resolve(path, options);
  return found.errors.length > 0 ? notOnDevice(path) : { path: found.path };
}

function notOnDevice(path: string) {
  return { errors: [{ text: absentModule(path) ?? `"${path}" is not on the device` }] };
}
