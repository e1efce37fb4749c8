import { join } from "node:path";
import { root } from "../../harness/base/paths.js";
import { interruptible } from "../../harness/cli/interruptible.ts";
import { parts, runTypeDoc } from "./api-reference.ts";

const folder = join(root, "build", "docs");

/** `npm run docs`: the API reference, from the doc comments. 1 where something exported has no comment. */
export function run(): Promise<number> {
  return interruptible(async (signal) => {
    const models = parts.map((part) => join(root, "build", `api-${part}.json`));
    const made = await Promise.all(parts.map((part, i) => runTypeDoc(part, ["--json", models[i] ?? ""], signal)));
    const merged = models.flatMap((model) => ["--entryPoints", model]);
    made.push(await runTypeDoc("site", [...merged, "--out", folder], signal));
    process.stderr.write(made.map(({ output }) => (output === "" ? "" : `${output}\n`)).join(""));
    process.stdout.write(`${join(folder, "index.html")}\n`);
    return made.every(({ isComplete }) => isComplete) ? 0 : 1;
  });
}
