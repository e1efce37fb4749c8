import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../harness/base/errors.ts";
import type { Suite, Test } from "./suite.ts";

/** What a test prints where it ends later than its last line, and went well. */
export const asyncComplete = "Test262:AsyncTestComplete";
/** The text that it prints where it did not. */
export const asyncFailure = "Test262:AsyncTestFailure:";

/** What the suite expects of a host, on a device and in the engines' programs for this machine (`host.detach`). */
const host = `
var print = (text) => console.log(String(text));
var $262 = {
  global: globalThis,
  gc() { host.collect(); },
  evalScript(source) { return (0, eval)(source); },
  detachArrayBuffer(buffer) { host.detach(buffer); return null; },
  createRealm() { throw new Error("a device has one realm"); },
};
`;

/**
 * Makes a program of a test: what the suite expects of a host, the files that the test takes, and the test, as one module.
 *
 * @throws UsageError `ENOENT` the suite does not have a file that the test takes
 */
export function compose({ folder }: Pick<Suite, "folder">, { path, source, frontmatter }: Test): string {
  const { flags, includes } = frontmatter;
  const files = ["assert.js", "sta.js", ...(flags.includes("async") ? ["doneprintHandle.js"] : []), ...includes];
  const read = (file: string) => readInclude(folder, file, path);
  // The suite's files are scripts, whose functions are global: some look for this one there.
  const done = flags.includes("async") ? ["globalThis.$DONE = $DONE;"] : [];
  // Last, so that it is a module whatever else is in it.
  return [host, ...files.map(read), ...done, source, "export {};"].join("\n");
}

const known = new Map<string, string>();

function readInclude(folder: string, file: string, test: string): string {
  const path = join(folder, "harness", file);
  let text = known.get(path);
  if (text === undefined) {
    try {
      text = readFileSync(path, "utf8");
    } catch (error) {
      throw new UsageError(`${test} takes ${file}, which ${folder}/harness does not have`, {
        code: "ENOENT",
        cause: error,
      });
    }
    known.set(path, text);
  }
  return text;
}
