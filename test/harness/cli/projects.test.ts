/** `async-io new`, `build`, `doctor`, `bench`: what they write and refuse. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { bundle, readImage, typecheck } from "../../../harness/build/index.ts";
import { findTsc } from "../../../harness/build/tsc.ts";
import { root } from "../../../harness/root.ts";
import { runHere, Workspace } from "../support/command.ts";

interface SizeReport {
  parts: { part: string; flash: number }[];
  total: { flash: number };
  code: { used: number };
}

const workspace = new Workspace();

test.after.always(() => {
  workspace.remove();
});

test.serial("a new project has a program and a test that compile, and scripts that run them", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["new", "My Project"]);
  t.is(code, 0);
  t.regex(stdout, /cd 'My Project'\n {2}npm install/);
  const project = join(workspace.folder, "My Project");
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  t.is(manifest.name, "my-project");
  t.regex(manifest.scripts.start, /^async-io run src\/main\.ts/);
  t.regex(manifest.devDependencies["async-io-ts"], /^file:\//);
  for (const file of ["src/main.ts", "src/echo.device.ts"]) {
    t.true((await bundle(join(project, file))).code.length > 0, file);
  }
});

test.serial("a folder that is not empty is left as it is", async (t) => {
  const { code, stderr } = await runHere(workspace.folder, ["new", "."]);
  t.is(code, 64);
  t.regex(stderr, /is not empty/);
  t.false(existsSync(join(workspace.folder, "package.json")));
});

test.serial("a project without a name is none", async (t) => {
  const { code, stderr } = await runHere(workspace.folder, ["new", ""]);
  t.is(code, 64);
  t.regex(stderr, /the project's folder must be a string that is not empty/);
});

test.serial("a new project's types are right", async (t) => {
  await runHere(workspace.folder, ["new", "typed"]);
  const project = join(workspace.folder, "typed");
  // As npm install links it.
  const { mkdirSync, symlinkSync } = await import("node:fs");
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  for (const name of ["ava", "@types"]) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  symlinkSync(
    manifest.devDependencies["async-io-ts"].replace("file:", ""),
    join(project, "node_modules", "async-io-ts"),
  );
  for (const file of ["src/main.ts", "src/echo.device.ts"]) {
    t.deepEqual(await typecheck(join(project, file)), { ok: true, output: "" }, file);
  }
  const { stdout } = await execa(findTsc(), ["-p", join(project, "test")], { reject: false });
  t.is(stdout, "", "the test on the host");
});

test.serial("the image of a program is written where it is wanted", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["build", "main.ts", "--output", "main.img"]);
  t.is(code, 0);
  t.regex(stdout, /firmware\.elf\n$/);
  const { kind, network } = readImage(readFileSync(join(workspace.folder, "main.img")));
  t.is(kind, "source");
  t.is(network.address, "0.0.0.0", "a board asks for its address");
});

test.serial("an image cannot be written without a program", async (t) => {
  const { code, stderr } = await runHere(workspace.folder, ["build", "--output", "x.img"]);
  t.is(code, 64);
  t.regex(stderr, /async-io build FILE\.ts --output FILE/);
});

test.serial("the doctor names everything it looked at", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["doctor"]);
  t.is(code, 0, stdout);
  for (const name of ["node", "arm-none-eabi-gcc", "qemu-system-arm", "cmake", "ninja"]) {
    t.regex(stdout, new RegExp(`^✔ ${name} \\d`, "m"));
  }
});

test.serial("the doctor says what is wrong, and what to do, by its code too", async (t) => {
  const before = process.env.AIO_QEMU;
  process.env.AIO_QEMU = "/no/qemu";
  const { code, stdout } = await runHere(workspace.folder, ["doctor"]);
  if (before === undefined) {
    delete process.env.AIO_QEMU;
  } else {
    process.env.AIO_QEMU = before;
  }
  t.is(code, 69);
  t.regex(stdout, /^✘ qemu-system-arm: /m);
  t.regex(stdout, /npm run setup/);
});

test.serial("what the firmware needs is told by part, in JSON as well", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["size", "--json"]);
  t.is(code, 0);
  const { parts, total, code: room }: SizeReport = JSON.parse(stdout);
  const flash = (name: string) => parts.find(({ part }) => part === name)?.flash ?? 0;
  t.true(flash("engine") > 100_000);
  t.true(flash("reactor, timers, loop") > 1_000);
  t.is(flash("other"), 0, "each object file belongs to a part");
  t.is(
    parts.reduce((sum, part) => sum + part.flash, 0),
    total.flash,
  );
  t.true(Math.abs(room.used - total.flash) < 64, "but for gaps between sections the linker counts the same");
});
