/** Node's module hook behind device-files.ts. It runs in a thread of its own. */
import type { LoadHook, ResolveHook } from "node:module";

const tests = new URL("../ava/device-tests.js", import.meta.url).href;
const options = new URL("../device/shared-options.js", import.meta.url).href;

export const load: LoadHook = (url, context, nextLoad) => {
  const [file = ""] = url.split("?");
  if (!/\.device\.m?[jt]s$/.test(file)) {
    return nextLoad(url, context);
  }
  const source = [
    `import { deviceTests } from ${JSON.stringify(tests)};`,
    `import { sharedOptions } from ${JSON.stringify(options)};`,
    // The types of all files have been checked before, at once.
    `await deviceTests(new URL(${JSON.stringify(file)}), { ...sharedOptions(), typecheck: false });`,
  ];
  return { format: "module", source: source.join("\n"), shortCircuit: true };
};

/** Where a project has not installed them, as beside a command that is installed for all, they are this package and what it has. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  try {
    const found = await nextResolve(specifier, context);
    // Test files are modules, also without a package.json that says so.
    return /\.test\.ts$/.test(found.url) ? { ...found, format: "module" } : found;
  } catch (error) {
    if (/^(async-io-ts\/(ava|harness)|ava)$/.test(specifier)) {
      return nextResolve(specifier, { ...context, parentURL: import.meta.url });
    }
    throw error;
  }
};
