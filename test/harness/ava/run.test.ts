/** `async-io-ts/ava`, as a user has it: through `async-io test` in a project, with fake devices. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { Workspace } from "../support/command.ts";
import { idle, Project } from "./project.ts";

const project = new Project();
const evidence = join(project.folder, "build", "evidence");

test.afterEach.always((t) => {
  t.deepEqual(project.leftovers(), []);
});

/** The folder that the failure of a file's only test has left. */
function folder(file: string): string {
  const found = readdirSync(evidence).filter((name) => name.startsWith(`${file}-`));
  return join(evidence, found.length === 1 ? (found[0] ?? "") : `one folder of ${file}, but there is ${found}`);
}

test.serial("a test that passes leaves nothing, and what it expects of devices counts as assertions", async (t) => {
  project.tests(
    "passes.test.ts",
    `test("is ready", async (_t, { boot }) => {
      const device = await boot("main.ts");
      await device.expect("ready");
    });
    test("asserts nothing", async (_t, { boot }) => {
      await boot("main.ts");
    });`,
  );
  const { code, stdout } = await project.test(["passes.test.ts", "--match", "is ready"], idle).ended;
  t.is(code, 0, stdout);
  t.regex(stdout, /✔ is ready/);
  t.false(existsSync(evidence));
  const nothing = await project.test(["passes.test.ts", "--match", "asserts*"], idle).ended;
  t.is(nothing.code, 1);
  t.regex(nothing.stdout, /without running any assertions/);
});

test.serial(
  "a test that fails leaves evidence; the command that it prints runs just it again, with its seed",
  async (t) => {
    project.tests(
      "fails.test.ts",
      `test("doesn't * end", async (t, { boot, seed }) => {
      const device = await boot("main.ts", { name: "sensor" });
      await device.expect("ready");
      await device.expect(\`seed \${seed}\`, { timeout: 100 });
    });
    test("passes", (t) => t.pass());`,
    );
    const first = await project.test(["fails.test.ts", "--seed", "77"], idle).ended;
    t.is(first.code, 1);
    t.regex(first.stdout, /expected device sensor \(10\.0\.2\.\d+\) to print "seed 77" within 100 ms/);
    t.regex(first.stdout, /at .*fails\.test\.ts:5:\d+/, "the position is the test's own, in TypeScript");

    const report = readFileSync(join(folder("fails"), "report.txt"), "utf8");
    t.regex(report, /^doesn't \* end\nin fails\.test\.ts, at 20.*\nseed 77$/m);
    t.regex(report, /command line: .*qemu-system-arm -machine mps2-an385 /);
    for (const version of [
      /async-io-ts \d/,
      /Node\.js \d/,
      /QEMU 7\.2\.0/,
      /freertos, quickjs, mps2_an385, real time/,
    ]) {
      t.regex(report, version);
    }
    t.regex(report, /the device is (idle|busy).* its last output was "ready"/);
    const log = readFileSync(join(folder("fails"), "console-sensor.log"), "utf8");
    t.regex(log, /^ +\d+\.\d{6} {2}\d\d:\d\d:\d\d\.\d{3} {2}ready$/m);
    t.is(readFileSync(join(folder("fails"), ".gitignore"), "utf8"), "*\n");

    const [, again = ""] = /again: (.*)/.exec(first.stdout) ?? [];
    t.true(
      again.startsWith(
        "npx async-io test fails.test.ts --match 'doesn'\\''t \\* end' --seed 77 --kernel freertos --firmware ",
      ),
      again,
    );
    const second = await project.shell(again).ended;
    t.is(second.code, 1, second.stderr);
    t.regex(second.stdout, /expected device sensor \(\S+\) to print "seed 77"/);
    t.regex(second.stdout, /1 test failed/);
    t.notRegex(second.stdout, /passes/);
    t.true(existsSync(folder("fails")), "the folder of the first failure was replaced");
  },
);

test.serial("once the test passes, what its failure left is gone", async (t) => {
  const left = folder("fails");
  const { code } = await project.test(["fails.test.ts", "--seed", "77"], `${idle} device.print("seed 77\\n");`).ended;
  t.is(code, 0);
  t.false(existsSync(left));
});

test.serial("a crash and its backtrace are in the report", async (t) => {
  project.tests(
    "crash.test.ts",
    `test("crashes", async (_t, { boot }) => {
      const device = await boot("main.ts");
      await device.expect("never");
    });`,
  );
  const { code } = await project.test(
    ["crash.test.ts"],
    'device.start(); device.record({ t: "fault", reason: "bus fault", thread: "js", backtrace: [64] });',
  ).ended;
  t.is(code, 1);
  t.regex(
    readFileSync(join(folder("crash"), "report.txt"), "utf8"),
    /crash: bus fault in thread js\n {6}at 0x00000040/,
  );
});

test.serial("a crash that a test does not look at fails it; one that it looks at does not", async (t) => {
  project.tests(
    "unseen.test.ts",
    `test("looks elsewhere", async (_t, { boot }) => {
      const device = await boot("main.ts", { name: "sensor" });
      await device.expect("ready");
      while (device.diagnosis === undefined) {
        await new Promise(setImmediate);
      }
    });
    test("looks", async (t, { boot }) => {
      const device = await boot("main.ts");
      t.like(await device.exit, { code: 70, reason: "crash" });
    });`,
  );
  const crashes = `${idle} device.record({ t: "fault", reason: "bus fault", thread: "js", backtrace: [] });`;
  const { stdout } = await project.test(["unseen.test.ts"], crashes).ended;
  t.regex(stdout, /did not look at its exit\n +at .*unseen\.test\.ts\n +sensor: crash: bus fault in thread js/);
  t.regex(stdout, /✔ looks \(|✔ looks\n/);
});

test.serial("a device that does not boot fails its test with what it printed", async (t) => {
  project.tests("boot.test.ts", 'test("boots", async (_t, { boot }) => void (await boot("main.ts")));');
  const { code, stdout } = await project.test(
    ["boot.test.ts"],
    'device.print("half a "); device.record({ t: "error", message: "no image" });',
    { AIO_EVIDENCE: join(project.folder, "elsewhere") },
  ).ended;
  t.is(code, 1);
  t.regex(stdout, /BootError: device \w+ \(\S+\): no image/);
  t.regex(stdout, /evidence: elsewhere\/boot-boots-/);
});

test.serial("a test that does not end is ended, and says what its devices do", async (t) => {
  project.tests(
    "hangs.test.ts",
    `test.with({ timeout: 300 })("hangs", async (_t, { boot }) => {
      await boot("main.ts", { name: "sensor" });
      await new Promise(() => {});
    });`,
  );
  const { code, stdout } = await project.test(["hangs.test.ts"], idle, { AIO_EVIDENCE: "/dev/null/no" }).ended;
  t.is(code, 1);
  t.regex(stdout, /the test did not end within 0\.3 s\n +at .*hangs\.test\.ts\n +sensor: the device is/);
  t.regex(stdout, /no evidence was left: cannot write \/dev\/null\/no.*ENOTDIR/, "and the failure is what is reported");
});

test.serial("TAP says where a test failed, also where no line of it did", async (t) => {
  project.tests(
    "tap.test.ts",
    `test.with({ timeout: 300 })("never ends", async () => {
      await new Promise(() => {});
    });
    test("expects", async (_t, { boot }) => {
      const device = await boot("main.ts");
      await device.expect("never", { timeout: 50 });
    });`,
  );
  const { code, stdout, stderr } = await project.test(["tap.test.ts", "--tap"], idle).ended;
  t.is(code, 1, stderr);
  // YAML folds a long path.
  t.regex(stdout, /^not ok \d - never ends\n[\s\S]*?^ {4}at: (?:>-\s+)?(?:<anonymous>\s+)?.*tap\.test\.ts/m);
  t.regex(stdout, /^not ok \d - expects\n[\s\S]*?^ {4}at: (?:>-\s+)?(?:<anonymous>\s+)?.*tap\.test\.ts:7:/m);
  t.regex(stdout, /^# fail 2$/m);
});

for (const [how, signal, code] of [
  ["Ctrl-C", "SIGINT", 130],
  ["a kill", "SIGKILL", null],
] as const) {
  test.serial(`${how} ends everything that a test has booted`, async (t) => {
    project.tests(
      "waits.test.ts",
      `test("waits", async (_t, { boot }) => {
        await Promise.all([boot("main.ts"), boot("main.ts")]);
        process.stderr.write("BOOTED\\n");
        await new Promise(() => {});
      });`,
    );
    const { child, ended } = project.test(["waits.test.ts"], idle);
    await new Promise<void>((resolve) => {
      child.stderr?.on("data", (text) => String(text).includes("BOOTED") && resolve());
    });
    child.kill(signal);
    t.is((await ended).code, code);
    await project.untilClean(code === null);
  });
}

test.serial("known failures pass and leave nothing; skipped ones are told", async (t) => {
  project.tests(
    "kinds.test.ts",
    `test.failing("fails", async (t, { boot }) => {
      await boot("main.ts");
      t.is(1, 2);
    });
    test.skip("is skipped", () => {});
    test.serial("comes first", async (t, { network }) => {
      await t.throwsAsync(network.frame(() => true, { timeout: 10 }), { code: "ETIMEDOUT" });
    });`,
  );
  const { code, stdout } = await project.test(["kinds.test.ts", "--junit", "report.xml"], idle).ended;
  t.is(code, 0, stdout);
  t.regex(stdout, /✔ comes first[\s\S]*✔ \[expected fail\] fails/);
  t.regex(readFileSync(join(project.folder, "report.xml"), "utf8"), /tests="3" failures="0" errors="0" skipped="1"/);
  t.false(existsSync(join(evidence, "kinds-fails")));
});

test.serial("no more tests run at a time than there are processors, over all files", async (t) => {
  for (const file of ["a", "b", "c"]) {
    project.tests(
      `many/${file}.test.ts`,
      `import { appendFileSync } from "node:fs";
      for (const n of [1, 2, 3]) {
        test(\`number \${n}\`, async (t, { boot }) => {
          appendFileSync("log.txt", "+");
          const device = await boot("../main.ts");
          await device.expect("ready");
          appendFileSync("log.txt", "-");
        });
      }`,
    );
  }
  const { code, stdout } = await project.test(["many"], idle).ended;
  t.is(code, 0, stdout);
  t.regex(stdout, /9 tests passed/);
  let [now, most] = [0, 0];
  for (const each of readFileSync(join(project.folder, "log.txt"), "utf8")) {
    now += each === "+" ? 1 : -1;
    most = Math.max(most, now);
  }
  const { availableParallelism } = await import("node:os");
  t.true(most <= availableParallelism(), `${most} at a time`);
});

test.serial("a folder of test files is enough: no package.json, nothing installed", async (t) => {
  const bare = new Workspace();
  bare.write(
    "bare.test.ts",
    `import { test } from "async-io-ts/ava";
    const word = await Promise.resolve("ready");
    test("is ready", async (_t, { boot }) => {
      const device = await boot("main.ts");
      await device.expect(word);
    });`,
  );
  const { code, stdout, stderr } = await bare.run(["test", "--firmware", project.firmware(idle)]);
  t.is(code, 0, stdout + stderr);
  t.deepEqual(bare.leftovers(), []);
});

test.serial("what a test does wrong is said where it did it, and nowhere in the harness", async (t) => {
  project.tests(
    "wrong.test.ts",
    `test("keeps apart", async (_t, { network }) => {
      network.partition([network.host], [{ link: {} } as never]);
    });`,
  );
  const { code, stdout } = await project.test(["wrong.test.ts"], idle).ended;
  t.is(code, 1);
  t.regex(stdout, /UsageError: partition takes devices of this network, .*\n\s+at .*wrong\.test\.ts:3:15/);
  t.notRegex(stdout, /harness\/network/);
});

test.serial("a default that there is not is refused where it is given", async (t) => {
  project.tests("default.test.ts", 'test.with({ sed: 1 } as never)("runs", (t) => t.pass());');
  const { code, stdout } = await project.test(["default.test.ts"], idle).ended;
  t.is(code, 1);
  t.regex(stdout, /test\.with has no option "sed"; did you mean seed\?/);
});

test.serial("a test that imports what is for the device is told what to import", async (t) => {
  project.tests("import.test.ts", 'import { sleep } from "async-io-ts";\ntest("sleeps", async () => sleep(1));');
  const { code, stdout } = await project.test(["import.test.ts"], idle).ended;
  t.is(code, 1);
  t.regex(
    stdout,
    /are for programs on the device, and this is Node\.js\. A test that boots devices imports "async-io-ts\/ava"/,
  );
});

test.serial("a folder for temporary files whose path is too long for sockets is no matter", async (t) => {
  project.tests(
    "long.test.ts",
    'test("is ready", async (_t, { boot }) => void (await (await boot("main.ts")).expect("ready")));',
  );
  const folder = join(project.folder, "x".repeat(150));
  mkdirSync(folder);
  const { code, stdout, stderr } = await project.test(["long.test.ts"], idle, { TMPDIR: folder }).ended;
  t.is(code, 0, stdout + stderr);
});

test.serial("a folder for temporary files that is not there is bad usage, in one line", async (t) => {
  project.tests("none.test.ts", 'test("runs", (t) => t.pass());');
  const { code, stderr } = await project.test(["none.test.ts"], idle, { TMPDIR: join(project.folder, "none") }).ended;
  t.is(code, 64);
  t.regex(stderr, /^async-io: cannot make a temporary folder in \S+none \(TMPDIR\): ENOENT[^\n]*\n$/);
});

test.serial("what a test has not awaited is told where it was begun", async (t) => {
  project.tests("forgets.test.ts", 'test("forgets", (t, { boot }) => {\n  void boot("main.ts");\n  t.pass();\n});');
  const { code, stdout } = await project.test(["forgets.test.ts"], idle).ended;
  t.is(code, 1);
  t.regex(stdout, /HarnessError: the test is over, and has not awaited this/);
  t.regex(stdout, /forgets\.test\.ts:3:8/);
  t.notRegex(stdout, /harness\/ava/);
});
