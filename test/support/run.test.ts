import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { tsxFolder } from "./run-folder.ts";

test("a run fails for what a test leaves and for a program that is not declared, and tells what was skipped", async (t) => {
  const ava = join(root, "node_modules", "ava", "entrypoints", "cli.mjs");
  const { exitCode, all } = await execa(process.execPath, [ava, "--config", "test/support/fixtures/leaves.config.js"], {
    cwd: root,
    all: true,
    reject: false,
    env: { CI: "1" },
  });
  t.is(exitCode, 1);
  t.regex(all, /^ {2}✔ leaves a folder/m);
  t.regex(all, /command: 'sort/);
  t.deepEqual(all.split("\n").slice(-3), [
    "test/support/fixtures/leaves.ts left remains in the temporary folder",
    "skipped for want of a unicorn: 2 tests",
    "1 passed, 2 failed",
  ]);
  t.deepEqual(readdirSync(tmpdir()), [tsxFolder], "the run's own folder is gone");
});
