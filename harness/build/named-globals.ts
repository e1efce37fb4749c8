import { join } from "node:path";
import { type BuildOptions, type BuildResult, build } from "esbuild";
import { root } from "../base/paths.js";
import { freeNames } from "./free-names.ts";
import { supplyName } from "./supply.ts";

/**
 * The files of globals that are in a bundle only where a program names one of what they export. esbuild has each file of the bundle import
 * all of these, in this order, those of the runtime too. So `fetch` is the first, which imports the most, and what has a base class is the
 * last: whatever a file needs while it is evaluated was evaluated before.
 */
const globals = {
  "../http/fetch": ["fetch"],
  "console-table": ["console.table"],
  crypto: ["crypto"],
  "crypto-subtle": ["crypto.subtle"],
  atob: ["atob"],
  btoa: ["btoa"],
  "dom-exception": ["DOMException"],
  "custom-event": ["CustomEvent"],
  "report-error": ["reportError"],
  "url/url": ["URL"],
  "url/search-params": ["URLSearchParams"],
  "../http/headers": ["Headers"],
  "../http/messages": ["Request", "Response"],
};

const folder = join(root, "ts-runtime", "src", "globals");
const pathOf = (file: string) => join(folder, `${file}.ts`);

/** What esbuild injects. Among ES modules it leaves out what no file names. */
export const injected: readonly string[] = Object.keys(globals).map(pathOf);

/**
 * A build's result without the globals that the program does not name. esbuild takes all of {@link injected} into a file that is CommonJS:
 * such a program is bundled once without them, to look for their names, and again with those that it has.
 *
 * @param result of a build by these options, with a metafile
 * @throws BuildFailure the program does not compile
 */
export async function withNamedOnly(result: BuildResult, options: BuildOptions): Promise<BuildResult> {
  const isCommonJs = Object.values(result.metafile?.inputs ?? {}).some(({ format }) => format === "cjs");
  return isCommonJs ? build({ ...options, inject: await namedIn(options) }) : result;
}

async function namedIn(options: BuildOptions): Promise<string[]> {
  const plugins = (options.plugins ?? []).filter(({ name }) => name !== supplyName);
  const { outputFiles = [] } = await build({ ...options, plugins, inject: [], write: false });
  const text = outputFiles.find(({ path }) => path.endsWith(".js"))?.text ?? "";
  const free = await freeNames(text);
  const isNamed = (name: string) => {
    const [base = name, member] = name.split(".");
    return (
      (free.has(base) || text.includes(`globalThis.${base}`)) && (member === undefined || text.includes(`.${member}`))
    );
  };
  return Object.entries(globals).flatMap(([file, names]) => (names.some(isNamed) ? [pathOf(file)] : []));
}
