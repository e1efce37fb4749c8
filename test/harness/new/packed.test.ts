/** A project that the packed package makes, outside any checkout: it installs what made it, runs and tests itself. */
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../../harness/base/paths.js";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { installPackage, onlyThese, packPackage } from "../support/packed.ts";

const machine = temporaryFolder("aio-new-");
const installed = join(machine, "installed");
const project = join(machine, "my-app");
const env = { PATH: "", HOME: join(machine, "home"), TMPDIR: machine, FORCE_COLOR: "0" };

test.before(async () => {
  for (const folder of [installed, env.HOME]) {
    mkdirSync(folder);
  }
  env.PATH = onlyThese(join(machine, "bin"), "qemu-system-arm");
  const { stdout: cache } = await execa("npm", ["config", "get", "cache"]);
  await installPackage(installed, { ...env, npm_config_cache: cache });
});

function npm(...args: readonly string[]) {
  return execa("npm", ["--silent", ...args], { cwd: project, env, extendEnv: false, reject: false, stdin: "ignore" });
}

test.serial("the project installs the tarball that the command came from", async (t) => {
  const command = join(installed, "node_modules", ".bin", "async-io-ts");
  const { stdout, stderr, exitCode } = await execa(command, ["new", project], { env, extendEnv: false, reject: false });
  t.is(exitCode, 0, stderr);
  t.regex(stdout, /\n {2}npm install\n {2}npm start\n {2}npm test$/);
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  t.is(manifest.devDependencies["async-io-ts"], `file:${await packPackage()}`);
});

test.serial("its program and its tests run, with Node.js and QEMU alone", async (t) => {
  // What npm install brings, without a registry: the package and ava.
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  for (const name of ["async-io-ts", ".bin"]) {
    symlinkSync(join(installed, "node_modules", name), join(modules, name));
  }
  for (const name of ["ava", "@types"]) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  t.regex(scripts.start, / --forward 7007:7 -- 10$/);
  const run = ["exec", "--", "async-io", "run", "src/main.ts", "--", "0.1"];
  const started = await npm(...run);
  t.regex(started.stdout, /^listening on port 7,/, started.stderr);
  t.is(started.exitCode, 0);
  const tested = await npm("test");
  t.regex(tested.stdout, /✔ [^\n]*what is sent comes back/, tested.stderr);
  t.regex(tested.stdout, /2 tests passed/);
  t.is(tested.exitCode, 0);
});
