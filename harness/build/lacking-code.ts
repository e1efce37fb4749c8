import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../base/paths.js";
import { runtimeSources } from "./runtime-sources.ts";
import { syntax } from "./syntax.ts";

/** What was made of each choice of modules. */
const made = new Map<string, Promise<string>>();

/**
 * Some modules of `ts-runtime/src/lacking` as one line, to be put in front of a program.
 *
 * @param isNamed whether the program calls {@link namedGroups}
 */
export function lackingCode(modules: readonly string[], isNamed: boolean): Promise<string> {
  const key = [isNamed, ...modules].join();
  const known = made.get(key);
  if (known !== undefined) {
    return known;
  }
  const code = compile(modules, isNamed);
  made.set(key, code);
  return code;
}

/** The name of the function that gives a regular expression its groups, in the bundles that have one. */
export const namedGroups = "aioNamedGroups";

async function compile(modules: readonly string[], isNamed: boolean): Promise<string> {
  const imports = modules.map((module) => `import "./${module}.ts";`);
  const named = isNamed ? [`import { namedGroups } from "./named-groups.ts"; ${namedGroups} = namedGroups;`] : [];
  const { outputFiles } = await build({
    ...syntax,
    format: "iife",
    stdin: { contents: [...imports, ...named].join("\n"), resolveDir: join(root, "ts-runtime", "src", "lacking") },
    bundle: true,
    write: false,
    minify: true,
    plugins: [runtimeSources],
  });
  const code = (outputFiles[0]?.text ?? "").replaceAll("\n", "");
  return isNamed ? `var ${namedGroups};${code}` : code;
}
