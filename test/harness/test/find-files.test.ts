import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { findTestFiles } from "../../../harness/test/find-files.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("aio-find-");
const files = [
  "a.device.ts",
  "deep/er/b.device.ts",
  "main.ts",
  "c.test.ts",
  "deep/d.device.mjs",
  "node_modules/x/d.device.ts",
  ".git/e.device.ts",
];
for (const file of files) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), "");
}

const find = async (...named: string[]) =>
  (await findTestFiles(named, folder)).map((path) => path.slice(folder.length + 1));

test("below a folder every .device.ts and .test.ts is found, but not in what was installed, built or hidden", async (t) => {
  t.deepEqual(await find(), ["a.device.ts", "c.test.ts", "deep/d.device.mjs", "deep/er/b.device.ts"]);
  t.deepEqual(await find("deep"), ["deep/d.device.mjs", "deep/er/b.device.ts"]);
});

test("a file that is named is taken whatever its name, and once", async (t) => {
  t.deepEqual(await find("main.ts", "a.device.ts", "."), [
    "a.device.ts",
    "c.test.ts",
    "deep/d.device.mjs",
    "deep/er/b.device.ts",
    "main.ts",
  ]);
});

test("what does not exist is refused by name", async (t) => {
  await t.throwsAsync(find("a.device.ts", "no.device.ts"), {
    code: "ENOENT",
    message: /^no\.device\.ts: .*no such file/,
  });
});
