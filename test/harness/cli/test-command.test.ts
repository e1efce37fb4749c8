/** `async-io test`: device tests through ava. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { Workspace } from "../support/command.ts";
import { scenario } from "../support/fake-device.ts";

const workspace = new Workspace();
workspace.write("sum.device.ts", 'import test from "async-io-ts/test";\ntest("sums", (t) => t.is(1 + 1, 2));\n');

test.afterEach.always((t) => {
  t.deepEqual(workspace.leftovers(), []);
});

/** A device that reports two tests, the second as `second` says. */
function device(second: string): string {
  return scenario(`
    device.start();
    const test = (record) => device.record({ t: "test", ...record });
    test({ event: "plan", titles: ["sums", "multiplies"] });
    device.print("1 and 1\\n");
    test({ event: "pass", title: "sums", ms: 1 });
    ${second}
  `);
}

test.serial("tests that pass are listed by title, with what they printed, and the code is 0", async (t) => {
  const { code, stdout } = await workspace.run([
    "test",
    "--firmware",
    device('test({ event: "pass", title: "multiplies", ms: 1 }); test({ event: "end" }); device.exit(0);'),
  ]);
  t.is(code, 0);
  t.regex(stdout, /✔ sums[^\n]*\n\s+ℹ 1 and 1/);
  t.regex(stdout, /✔ multiplies/);
  t.regex(stdout, /2 tests passed/);
});

test.serial("a test that fails shows values and the position in TypeScript, and the code is 1", async (t) => {
  const error =
    '{ message: "the values differ", actual: "5", expected: "6", stack: "    at multiplies (sum.device.ts:7:3)" }';
  const { code, stdout } = await workspace.run([
    "test",
    "sum.device.ts",
    "--firmware",
    device(
      `test({ event: "fail", title: "multiplies", ms: 1, error: ${error} }); test({ event: "end" }); device.exit(1);`,
    ),
  ]);
  t.is(code, 1);
  t.regex(stdout, /✔ sums/);
  t.regex(stdout, /✘ \[fail\]: multiplies/);
  t.regex(stdout, /the values differ␊\n\s+actual: {3}5␊\n\s+expected: 6/);
  t.regex(stdout, /DeviceTestError: the values differ\n\s+at multiplies \(sum\.device\.ts:7:3\)/);
});

test.serial("TAP says where a test failed: the position, and without one, as at a time limit, the file", async (t) => {
  const tap = (error: string) =>
    workspace.run([
      ...["test", "sum.device.ts", "--tap", "--firmware"],
      device(`test({ event: "fail", title: "multiplies", ms: 1, error: ${error} }); device.exit(1);`),
    ]);
  const compared = await tap(
    '{ message: "no", actual: "5", expected: "6", stack: "    at multiplies (sum.device.ts:7:3)" }',
  );
  t.regex(compared.stdout, /not ok 2 - multiplies\n(?:.*\n)*? {4}at: '?multiplies \(sum\.device\.ts:7:3\)/);
  const bare = await tap('{ message: "the test did not end", stack: "" }');
  t.regex(bare.stdout, /not ok 2 - multiplies\n(?:.*\n)*? {4}at: .*sum\.device\.ts\n/);
  t.regex(bare.stdout, /# fail 1\n/);
  t.is(bare.code, 1);
});

test.serial("a device that crashes within a test fails it with the crash", async (t) => {
  const { code, stdout } = await workspace.run([
    "test",
    "sum.device.ts",
    "--firmware",
    device('device.record({ t: "fault", reason: "bus fault", thread: "js", backtrace: [] });'),
  ]);
  t.is(code, 1);
  t.regex(stdout, /✘ \[fail\]: multiplies/);
  t.regex(stdout, /the device did not finish this test: crash: bus fault in thread js/);
});

test.serial("a file that does not compile is told of before anything starts, with the compiler's words", async (t) => {
  workspace.write("broken.device.ts", "const a = ;\n");
  const { code, stderr } = await workspace.run(["test", "broken.device.ts", "--firmware", device("")]);
  t.is(code, 64);
  t.regex(stderr, /broken\.device\.ts\(1,11\): error TS1109: /);
});

test.serial("the types of files are checked as run does, all at once, and a mistake is bad usage", async (t) => {
  workspace.write("types/one.device.ts", 'import test from "async-io-ts/test";\ntest("a", (t) => t.nope());\n');
  workspace.write("types/two.device.ts", "Buffer.alloc(1);\n");
  const { code, stdout, stderr } = await workspace.run(["test", "types", "--firmware", device("")]);
  t.is(code, 64);
  t.is(stdout, "");
  t.is(
    stderr,
    "async-io: types/one.device.ts(2,20): error TS2339: Property 'nope' does not exist on type 'Assertions'.\n" +
      "types/two.device.ts(1,8): error TS2339: Buffer is not on the device: use Uint8Array, TextEncoder and TextDecoder\n",
  );
});

const passing = 'test({ event: "pass", title: "multiplies", ms: 1 }); test({ event: "end" }); device.exit(0);';

test.serial("tests on the host are checked by a tsconfig.json that is for the host", async (t) => {
  const configuration = (path: string, options: object = {}) =>
    JSON.stringify({ extends: join(root, path), compilerOptions: options });
  workspace.write("host/a.test.ts", 'import "async-io-ts/ava";\nconst one: string = process.pid;\nconsole.log(one);\n');
  workspace.write(
    "node_modules/@types/node/index.d.ts",
    "declare var process: { pid: number };\ndeclare var console: { log(x: unknown): void };\n",
  );
  const check = () => workspace.run(["test", "host", "--match", "nothing", "--firmware", device("")]);
  workspace.write("host/tsconfig.json", configuration("harness/tsconfig.test.json"));
  const wrong = await check();
  t.is(wrong.code, 64);
  t.is(
    wrong.stderr,
    "async-io: host/a.test.ts(2,7): error TS2322: Type 'number' is not assignable to type 'string'.\n",
  );
  workspace.write("host/tsconfig.json", configuration("ts-runtime/tsconfig.device.json"));
  t.notRegex((await check()).stderr, /error TS/);
});

test.serial("a program that a test boots is checked, and its test fails with what is wrong", async (t) => {
  workspace.write("wrong.ts", 'export const x: number = "text";\n');
  workspace.write(
    "boots/boots.test.ts",
    'import { test } from "async-io-ts/ava";\ntest("boots", async (_t, { boot }) => { await boot("../wrong.ts"); });\n',
  );
  const { code, stdout } = await workspace.run(["test", "boots", "--firmware", device("")]);
  t.is(code, 1);
  t.regex(stdout, /wrong\.ts\(1,14\): error TS2322/);
});

test.serial("a file of device tests may be JavaScript", async (t) => {
  workspace.write(
    "script/sum.device.js",
    'import test from "async-io-ts/test";\ntest("sums", (t) => t.is(1 + 1, 2));\n',
  );
  const { code, stdout, stderr } = await workspace.run(["test", "script", "--firmware", device(passing)]);
  t.is(code, 0, stdout + stderr);
  t.regex(stdout, /2 tests passed/);
});

test.serial("a file that is not there, and a folder without tests, are bad usage", async (t) => {
  const missing = await workspace.run(["test", "no.device.ts"]);
  t.is(missing.code, 64);
  t.regex(missing.stderr, /^async-io: no\.device\.ts: cannot read the tests: there is no such file\n$/);
  mkdirSync(`${workspace.folder}/empty`);
  const none = await workspace.run(["test", "empty"]);
  t.is(none.code, 64);
  t.regex(none.stderr, /^async-io: there are no tests in empty: their files end in \.test\.ts or \.device\.ts\n$/);
});
