/** When `npm ci` runs, and what is said where it cannot. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import test, { type ExecutionContext } from "ava";
import { execa } from "execa";
import { root } from "../../../harness/base/paths.js";
import { installPackages, isInstalled, linkOwnPackage } from "../../../tools/bootstrap/packages.js";
import { isRunning } from "../../harness/base/is-running.ts";

const command =
  "ci --include=dev --fetch-retries=3 --fetch-retry-mintimeout=1000 --fetch-retry-factor=2 --no-audit --no-fund";

type Packages = Record<string, { version?: string; optional?: boolean }>;

function project(t: ExecutionContext, wanted: Packages, installed?: Packages): string {
  const folder = mkdtempSync(join(tmpdir(), "aio-npm-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...wanted } }));
  if (installed !== undefined) {
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
  }
  return folder;
}

/** An environment whose npm notes its arguments in the file `calls` and then runs a script. */
function fakeNpm(folder: string, script: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, "npm"), `#!/bin/sh\necho "$*" >> ${folder}/calls\n${script}\n`);
  chmodSync(join(folder, "npm"), 0o755);
  return { PATH: folder };
}

const state = test.macro({
  exec: (t, wanted: Packages, installed: Packages | undefined, expected: boolean) =>
    t.is(isInstalled(project(t, wanted, installed)), expected),
  title: (what) => what ?? "",
});
const a = { version: "1.0.0" };
test("packages are installed where npm's list has each of them", state, { a }, { a }, true);
test("packages are not installed where there is no list, as after npm was killed", state, { a }, undefined, false);
test("packages are not installed where one is missing", state, { a, b: a }, { a }, false);
test("packages are not installed where one has another version", state, { a }, { a: { version: "1.0.1" } }, false);
test("an optional package for another system may be missing", state, { a, b: { ...a, optional: true } }, { a }, true);

test("a checkout's own package is found by its name, and making the link again changes nothing", (t) => {
  const folder = project(t, {}, {});
  writeFileSync(join(folder, "package.json"), "{}");
  linkOwnPackage(folder);
  linkOwnPackage(folder);
  t.is(readFileSync(join(folder, "node_modules", "async-io-ts", "package.json"), "utf8"), "{}");
});

test("npm ci runs where packages are missing, and not where they are there", async (t) => {
  const folder = project(t, { a });
  const env = fakeNpm(
    folder,
    "/bin/mkdir -p node_modules && /bin/cp package-lock.json node_modules/.package-lock.json",
  );
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  await installPackages({ root: folder, say, env });
  await installPackages({ root: folder, say, env });
  t.is(readFileSync(join(folder, "calls"), "utf8"), `${command}\n`);
  t.is(said.length, 2);
});

/** A fresh clone, as far as the bootstrap needs it. */
function clone(t: ExecutionContext): string {
  const folder = project(t, { a });
  for (const part of ["tools/bootstrap", "harness/base"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, "ts-runtime", "src"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return folder;
}

function start(folder: string, env: NodeJS.ProcessEnv) {
  const entry = join(folder, "tools", "bootstrap", "index.js");
  return execa(process.execPath, [entry, "start"], { env, extendEnv: false, reject: false });
}

test("a signal ends npm too, leaves no lock, and gives the shell's exit code", async (t) => {
  const folder = clone(t);
  const running = start(folder, fakeNpm(folder, `echo $$ > ${folder}/pid; echo ready; exec /bin/sleep 600`));
  while (!existsSync(join(folder, "build", "logs", "npm.log")) || !log(folder).includes("ready")) {
    await setImmediate();
  }
  running.kill("SIGTERM");
  const { exitCode } = await running;
  t.is(exitCode, 143);
  t.deepEqual(readdirSync(join(folder, "build")), ["logs"]);
  const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
  while (isRunning(pid)) {
    await setImmediate();
  }
  t.pass();
});

function log(folder: string): string {
  return readFileSync(join(folder, "build", "logs", "npm.log"), "utf8");
}

test("without a network, a fresh clone says so in a few lines and exits with 69", async (t) => {
  const folder = clone(t);
  const env = fakeNpm(folder, 'echo "npm error code ENOTFOUND" >&2; exit 1');
  const { exitCode, stdout, stderr } = await start(folder, env);
  t.is(exitCode, 69);
  t.is(stdout, "");
  t.deepEqual(stderr.split("\n"), [
    "Installing npm packages (npm ci) …",
    `Installing npm packages failed: \`npm ${command}\` ended with 1.`,
    "  | npm error code ENOTFOUND",
    "There is no network, or a proxy or firewall is in the way: check the connection (and HTTPS_PROXY, where you need one), " +
      "then run the command again.",
    `The whole output is in ${join(folder, "build", "logs", "npm.log")}`,
  ]);
});
