/** Node's module hook behind device-files.ts. It runs in a thread of its own. */
import type { LoadHook } from "node:module";

const index = new URL("./index.js", import.meta.url).href;
const ava = new URL("../ava/options.js", import.meta.url).href;

export const load: LoadHook = (url, context, nextLoad) => {
  const [file = ""] = url.split("?");
  if (!/\.device\.[cm]?ts$/.test(file)) {
    return nextLoad(url, context);
  }
  const source = [
    `import { deviceTests } from ${JSON.stringify(index)};`,
    `import { sharedOptions } from ${JSON.stringify(ava)};`,
    `await deviceTests(new URL(${JSON.stringify(file)}), sharedOptions());`,
  ];
  return { format: "module", source: source.join("\n"), shortCircuit: true };
};
