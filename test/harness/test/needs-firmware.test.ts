import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { needsFirmware } from "../../../harness/test/needs-firmware.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("async-io-ts-needs-");

const needs = test.macro(async (t, name: string, text: string, expected: boolean) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  t.is(await needsFirmware([file]), expected);
});

test(
  "tests of an application in C need no firmware",
  needs,
  "c.test.ts",
  'await boot("../build/zephyr/zephyr.elf");',
  false,
);
test("nor where it is a URL", needs, "url.test.ts", 'boot(new URL("../app.elf", import.meta.url), {});', false);
test("tests of a program need one", needs, "ts.test.ts", 'boot("app.elf"); boot(\n  "echo.ts",\n);', true);
test("so do tests that do not say what they boot", needs, "variable.test.ts", 'boot(program); boot("app.elf");', true);
test("and those that boot elsewhere", needs, "helper.test.ts", "await bootProgram();", true);
test("and those that run on a device", needs, "sum.device.ts", 'const text = boot("app.elf");', true);
