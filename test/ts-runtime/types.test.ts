/** What a program is checked with. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { execa } from "execa";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

test("a user's project has the runtime's types and exactly its globals", async (t) => {
  const tsc = path("../../node_modules/.bin/tsc");
  const { exitCode, stdout } = await execa(tsc, ["-p", path("fixtures/types"), "--noEmit"], { reject: false });
  t.is(stdout, "");
  t.is(exitCode, 0);
});

test("what globals.d.ts declares is what the runtime puts there", async (t) => {
  const declarations = await readFile(path("../../ts-runtime/globals.d.ts"), "utf8");
  const source = await readFile(path("../../ts-runtime/src/globals/index.ts"), "utf8");
  const declared = [...declarations.matchAll(/^declare (?:var|function) (\w+)/gm)].map(([, name]) => name);
  const [, list = ""] = /const globals = \{([^}]*)\}/.exec(source) ?? [];
  const installed = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
  const folder = path("../../ts-runtime/src");
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const sources = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  const named = sources.flatMap((text) => text.match(/(?<= as "globalThis\.)\w+(?=")/g) ?? []);
  t.deepEqual([...new Set(declared)].sort(), [...installed, ...named, "queueMicrotask"].sort());
});
