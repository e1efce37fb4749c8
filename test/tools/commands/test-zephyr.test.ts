/** `npm run test:zephyr`: what of its arguments ava is given. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { deviceArguments, deviceSuite, planRuns, releaseSuite } from "../../../tools/commands/device-suite.ts";

const suite = test.macro((t, given: readonly string[]) => {
  t.deepEqual(deviceArguments(given), [...deviceSuite, ...given]);
});

test("without arguments it is the device suite", suite, []);
test("options of ava alone are for the device suite, not for every test that there is", suite, [
  "--serial",
  "-T",
  "2m",
]);
test("an option's value is no file", suite, ["--match", "*tcp*"]);

const asGiven = test.macro((t, given: readonly string[]) => {
  t.deepEqual(deviceArguments(given), given);
});

test("files are run in the place of the suite", asGiven, ["test/device/tcp.test.ts"]);
test("options keep their order around files", asGiven, ["--match", "*tcp*", "test/device/tcp.test.ts", "--serial"]);
test("a line behind a file, a pattern of files and a folder are files too", (t) => {
  for (const given of ["test/device/tcp.test.ts:12", "test/device/t*.test.ts", "test/device"]) {
    t.deepEqual(deviceArguments([given]), [given]);
  }
});

const jerryscript = { engine: "jerryscript" } as const;

test("a part of the suite is run from byte code too, with the same options", (t) => {
  t.deepEqual(planRuns(["-T", "2m"], jerryscript, false), [
    { args: [...deviceSuite, "-T", "2m"], release: false },
    { args: [...releaseSuite, "-T", "2m"], release: true },
  ]);
});
test("with --release all of it is run from byte code, and once", (t) => {
  t.deepEqual(planRuns([], jerryscript, true), [{ args: deviceSuite, release: true }]);
});
test("files are run once, from what was asked for", (t) => {
  const args = ["test/device/tcp.test.ts"];
  for (const release of [false, true]) {
    t.deepEqual(planRuns(args, jerryscript, release), [{ args, release }]);
  }
});
test("an engine without byte code runs the suite once", (t) => {
  t.deepEqual(planRuns([], { engine: "quickjs" }, false), [{ args: deviceSuite, release: false }]);
});
test("the files of the part exist", (t) => {
  t.deepEqual(
    releaseSuite.filter((file) => !existsSync(join(root, file))),
    [],
  );
});
