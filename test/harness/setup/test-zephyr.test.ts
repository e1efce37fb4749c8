/** `npm run test:zephyr`: what of its arguments ava is given. */
import test from "ava";
import { deviceArguments, deviceSuite } from "../../../harness/setup/commands/device-suite.ts";

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
