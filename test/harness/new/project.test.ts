/** What `async-io new` writes. test/harness/new/packed.test.ts runs it. */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../../harness/base/paths.js";
import { bundle, typecheck } from "../../../harness/build/index.ts";
import { findTsc } from "../../../harness/build/tsc.ts";
import { runHere, Workspace } from "../support/command.ts";

const workspace = new Workspace();

const read = (...path: readonly string[]) => readFileSync(join(workspace.folder, ...path), "utf8");
const programs = ["src/main.ts", "src/echo.device.ts"];

test.serial("a new project has the folder's name, and scripts that run and test it", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["new", "My Project"]);
  t.is(code, 0);
  t.regex(stdout, /cd 'My Project'\n {2}npm install/);
  const manifest = JSON.parse(read("My Project", "package.json"));
  t.is(manifest.name, "my-project");
  t.regex(manifest.scripts.start, /^async-io run src\/main\.ts/);
  t.is(manifest.devDependencies["async-io-ts"], `file:${root}`);
  t.regex(read("My Project", "README.md"), /^# my-project\n/);
});

test.serial("what git, an editor and CI read is where they look for it", async (t) => {
  await runHere(workspace.folder, ["new", "files"]);
  t.regex(read("files", ".gitignore"), /^node_modules\/$/m);
  for (const name of ["launch.json", "tasks.json"]) {
    const text = read("files", ".vscode", name).replaceAll(/^\s*\/\/.*$/gm, "");
    t.notThrows(() => JSON.parse(text), name);
  }
  const [, workflow = ""] = /```yaml\n(name: [\s\S]*?)```/.exec(readFileSync(join(root, "docs/ci.md"), "utf8")) ?? [];
  t.is(read("files", ".github", "workflows", "test.yml").replace(/^#.*\n/, ""), workflow, "as docs/ci.md has it");
  t.regex(workflow, /run: npx async-io test/);
  for (const command of read("files", "README.md").matchAll(/^npm (?:run )?(\w+)/gm)) {
    t.true(["install", ...Object.keys(JSON.parse(read("files", "package.json")).scripts)].includes(command[1] ?? ""));
  }
});

test.serial("a mistake in a program is one that the editor's tasks understand", async (t) => {
  const patterns = Array.from(read("files", ".vscode", "tasks.json").matchAll(/"regexp": (".*")/g), ([, text]) => text);
  t.is(new Set(patterns).size, 1);
  const matcher = new RegExp(JSON.parse(patterns[0] ?? '""'));
  const place = (line: string) => matcher.exec(line)?.slice(1);
  const of = ["src/main.ts", "3", "7"];
  t.deepEqual(place("src/main.ts(3,7): error TS2322: not a number"), [...of, "TS2322: not a number"]);
  t.deepEqual(place('async-io: src/main.ts:3:7: Expected ";"'), [...of, 'Expected ";"']);
  t.is(place("async-io: the program ended with code 1"), undefined);
});

test.serial("a folder that is not empty is left as it is", async (t) => {
  const { code, stderr } = await runHere(workspace.folder, ["new", "."]);
  t.is(code, 64);
  t.regex(stderr, /is not empty/);
  t.false(existsSync(join(workspace.folder, "package.json")));
});

test.serial("a folder in which git has begun a repository is taken", async (t) => {
  workspace.write("repository/.git/HEAD", "ref: refs/heads/main\n");
  const { code, stdout } = await runHere(workspace.folder, ["new", "repository"]);
  t.is(code, 0);
  t.false(stdout.includes(".git/HEAD"));
});

test.serial("a project without a name is none", async (t) => {
  const { code, stderr } = await runHere(workspace.folder, ["new", ""]);
  t.is(code, 64);
  t.regex(stderr, /the project's folder must be a string that is not empty/);
});

test.serial("a new project's program and tests compile, and their types are right", async (t) => {
  await runHere(workspace.folder, ["new", "typed"]);
  const project = join(workspace.folder, "typed");
  // As npm install links it.
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  for (const name of ["ava", "@types"]) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  symlinkSync(root, join(modules, "async-io-ts"));
  for (const file of programs) {
    t.true((await bundle(join(project, file))).code.length > 0, file);
    t.deepEqual(await typecheck(join(project, file)), { ok: true, output: "" }, file);
  }
  // As an editor checks them.
  for (const folder of [".", "test"]) {
    const { stdout } = await execa(findTsc(), ["-p", join(project, folder)], { reject: false });
    t.is(stdout, "", folder);
  }
});
