/** The package as it is published, on a machine that has Node and QEMU, and neither a compiler nor Python nor a checkout. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { fitPackaged, packagedChoice } from "../../../harness/build/packaged.ts";
import type { Diagnoses } from "../../../harness/cli/doctor.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { installPackage, onlyThese, packageFiles } from "../support/packed.ts";

const machine = temporaryFolder("aio-packaged-");
const project = join(machine, "project");
const home = join(machine, "home");

/** Runs the command in the project. Whatever this machine has beside Node and QEMU is out of its sight. */
function asyncIo(...args: readonly string[]) {
  return asyncIoWith({}, ...args);
}

/** As {@link asyncIo}, with more in the environment. */
function asyncIoWith(more: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const env = { PATH: join(machine, "bin"), HOME: home, TMPDIR: machine, ...more };
  const command = join(project, "node_modules", ".bin", "async-io");
  return execa(command, args, { cwd: project, env, extendEnv: false, reject: false, stdin: "ignore" });
}

test.before(async () => {
  for (const folder of [project, home]) {
    mkdirSync(folder);
  }
  const PATH = onlyThese(join(machine, "bin"), "qemu-system-arm");
  const { stdout: cache } = await execa("npm", ["config", "get", "cache"]);
  await installPackage(project, { PATH, HOME: home, TMPDIR: machine, npm_config_cache: cache });
  writeFileSync(join(project, "hello.ts"), 'console.log("hello from the device");\n');
});

test.serial(
  "a program runs on the firmware that the package contains, without a compiler, cargo or Python",
  async (t) => {
    const before = packageFiles(project);
    const { exitCode, stdout, stderr } = await asyncIo("run", "hello.ts");
    t.regex(stderr, /^async-io: FreeRTOS with QuickJS-ng: there is no west workspace; [^\n]+$/);
    t.is(stdout, "hello from the device");
    t.is(exitCode, 0);
    t.deepEqual(packageFiles(project), before, "nothing is written into the package");
  },
);

test.serial("an option that the packaged firmware has so already needs no build", async (t) => {
  const { stdout, stderr } = await asyncIo("build", "--config", "AIO_MAX_TIMERS=64", "--config", "AIO_BENCH=n");
  t.regex(stdout, /node_modules\/async-io-ts\/prebuilt\/freertos-quickjs-mps2_an385\/firmware\.elf$/, stderr);
});

test.serial("what needs a build says so, what for, and which tools are missing", async (t) => {
  const { exitCode, stderr } = await asyncIo("run", "--config", "AIO_MAX_TIMERS=128", "hello.ts");
  t.is(exitCode, 69);
  t.regex(
    stderr,
    /^async-io: this needs a build, because --config AIO_MAX_TIMERS=128 differs from the firmware in the package\.\nThese tools are missing:\n/m,
  );
  for (const tool of ["arm-none-eabi-gcc", "newlib", "cmake", "ninja", "cargo", "python3 with venv"]) {
    t.regex(stderr, new RegExp(`^ {2}${tool} \\(.*\\): not found$`, "m"));
  }
  t.notRegex(stderr, /qemu/);
});

test.serial("the doctor says that programs run, and what only a build lacks", async (t) => {
  const { exitCode, stdout } = await asyncIo("doctor");
  t.is(exitCode, 0, stdout);
  t.regex(stdout, /^✔ qemu-system-arm \d/m);
  t.regex(stdout, /^- arm-none-eabi-gcc: not found: compiles the firmware$/m);
  t.regex(stdout, /^Programs run on the firmware of this package\./m);
  t.regex(stdout, /^The first build \(`npx async-io build`\) fetches everything else\.$/m);
  t.notRegex(stdout, /npm run/);
});

test.serial("the doctor's findings in JSON require no tool of a build", async (t) => {
  const { stdout } = await asyncIo("doctor", "--json");
  const { ok, package: own, diagnoses, remedy } = JSON.parse(stdout) as Diagnoses;
  t.true(ok);
  t.is(own.kind, "installed");
  t.deepEqual(
    diagnoses.filter(({ required }) => required).map(({ name }) => name),
    ["node", "qemu-system-arm"],
  );
  t.is(remedy?.setUp, "npx async-io build");
});

test.serial("without QEMU the doctor fails, by its code too", async (t) => {
  const { exitCode, stdout } = await asyncIoWith({ AIO_QEMU: "/no/qemu" }, "doctor");
  t.is(exitCode, 69);
  t.regex(stdout, /^✘ qemu-system-arm: /m);
});

test.serial("what makes a workspace is a command that the project has", async (t) => {
  const { exitCode, stderr } = await asyncIo("run", "--kernel", "zephyr", "hello.ts");
  t.is(exitCode, 64);
  t.regex(stderr, /`npx async-io setup --zephyr` makes one/);
});

test.serial("the package has the licence of each part of the firmware", (t) => {
  const text = readFileSync(
    join(project, "node_modules/async-io-ts/prebuilt/freertos-quickjs-mps2_an385/LICENSES"),
    "utf8",
  );
  const owners = [
    "Amazon.com",
    "Swedish Institute of Computer Science",
    "Fabrice Bellard",
    "Red Hat",
    "Sun Microsystems",
  ];
  for (const part of [...owners, "GCC Runtime Library Exception", "Apache License"]) {
    t.true(text.includes(part), part);
  }
});

test("a firmware of another kernel, engine or board, or a release, is not the packaged one", (t) => {
  const folder = join(project, "node_modules/async-io-ts/prebuilt/freertos-quickjs-mps2_an385");
  const reason = (changes: object) => {
    const fit = fitPackaged({ ...packagedChoice, ...changes }, folder);
    return fit && "reason" in fit ? fit.reason : fit?.config;
  };
  t.regex(String(reason({ kernel: "zephyr" })), /because --kernel zephyr differs/);
  t.regex(String(reason({ engine: "jerryscript", release: true })), /--engine jerryscript and --release differ/);
  t.regex(String(reason({ config: { AIO_NO_SUCH: false } })), /--config AIO_NO_SUCH=n differs/);
  t.like(reason({ config: { CONFIG_AIO_MAX_TIMERS: "64" } }), { AIO_MAX_TIMERS: "64" });
  t.is(fitPackaged(packagedChoice, join(machine, "nothing")), undefined);
});

test("a checkout builds its own firmware", (t) => {
  t.is(fitPackaged(packagedChoice), undefined);
});
