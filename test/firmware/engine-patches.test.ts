/** What differs from the engines as they are published: another version of a text stops the build, and is named. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

const engines = join(root, "firmware", "engine");
const folder = temporaryFolder("async-io-ts-patches-");

/** Runs a CMake script in a folder of its own; what it says, on one line. */
async function cmake(name: string, script: string): Promise<{ failed: boolean; said: string }> {
  const cwd = join(folder, name.replaceAll(/\W+/g, "-"));
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "script.cmake"), `cmake_minimum_required(VERSION 3.20)\n${script}`);
  const { failed, all } = await execa("cmake", ["-P", "script.cmake"], { cwd, reject: false, all: true });
  return { failed, said: all.replaceAll(/\s+/g, " ") };
}

const replacing = test.macro(async (t, text: string, expected: { failed: boolean; said: RegExp }) => {
  const { failed, said } = await cmake(
    t.title,
    `include(${join(engines, "replace_once.cmake")})
set(text [==[${text}]==])
aio_replace_once(text "old; [text]" "new \\\\ text" "changes.cmake, what: not there once")
message("now: \${text}")
`,
  );
  t.is(failed, expected.failed);
  t.regex(said, expected.said);
});

const refusal = /changes\.cmake, what: not there once/;
test("a text that is there once is replaced", replacing, "a; old; [text] b;", {
  failed: false,
  said: /^now: a; new \\ text b;$/,
});
test("a text that is not there stops the build", replacing, "a; old; text b;", { failed: true, said: refusal });
test("a text that is there twice stops the build", replacing, "old; [text] old; [text]", {
  failed: true,
  said: refusal,
});

/** An engine, and the first of the texts that are replaced in it. */
interface Engine {
  readonly name: string;
  /** The file of the engine that is changed first, in its tree, and how the tree is named to CMake. */
  readonly file: string;
  readonly tree: string;
  readonly message: (what: string) => string;
}

const quickjs: Engine = {
  name: "quickjs",
  file: "quickjs.c",
  tree: "QUICKJS",
  message: (what) =>
    `quickjs_patches.cmake, "${what}": quickjs.c does not have the text once; is it QuickJS-ng 0.16.2?`,
};
const jerryscript: Engine = {
  name: "jerryscript",
  file: "jerry-core/vm/vm.c",
  tree: "AIO_JERRYSCRIPT",
  message: (what) =>
    `jerryscript_patches.cmake, "${what}": vm/vm.c does not have the text once; is it JerryScript 3.0.0?`,
};

const patching = test.macro(async (t, { name, file, tree, message }: Engine, times: number) => {
  const patches = join(engines, name, `${name}_patches.cmake`);
  const first = /^aio_change\((?:\S+ )?"(.+)" \[==\[\n([\s\S]*?)\]==\]/m.exec(readFileSync(patches, "utf8"));
  const [, what = "", old = ""] = first ?? [];
  t.not(old, "");
  const published = join(folder, `${name}-${times}`, file);
  mkdirSync(dirname(published), { recursive: true });
  writeFileSync(published, `before\n${old.repeat(times)}after\n`);
  const { failed, said } = await cmake(
    t.title,
    `set(${tree} ${join(folder, `${name}-${times}`)})\nset(FIRMWARE ${join(root, "firmware")})\ninclude(${patches})\n`,
  );
  t.true(failed);
  // With it once, the script gets as far as the next one.
  t.true(said.includes(`${name}_patches.cmake`), said);
  t.is(said.includes(message(what)), times !== 1, said);
});

for (const engine of [quickjs, jerryscript]) {
  test(`another ${engine.name} without the first text is refused, and the text named`, patching, engine, 0);
  test(`another ${engine.name} that has the first text twice is refused, and the text named`, patching, engine, 2);
  test(`another ${engine.name} that has the first text once is not refused for that`, patching, engine, 1);
}
