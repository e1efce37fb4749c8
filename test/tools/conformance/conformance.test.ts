/** `npm run conformance`, with QuickJS-ng, on a suite of fixtures that is laid out as test262 is. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { execa } from "execa";
import { root } from "../../../harness/base/paths.js";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const suite = fileURLToPath(new URL("fixtures/suite", import.meta.url));
const folder = temporaryFolder("async-io-ts-conformance-test-");
const json = join(folder, "results.json");

async function conformance(...args: readonly string[]) {
  const bootstrap = join(root, "tools", "bootstrap", "index.js");
  const common = ["--engine", "quickjs", "--limit", "1", "--json", json, "--expected", folder];
  const { exitCode, stdout } = await execa(process.execPath, [bootstrap, "conformance", suite, ...common, ...args], {
    cwd: folder,
    reject: false,
  });
  return { exitCode, stdout };
}

interface Written {
  readonly results: {
    readonly quickjs: readonly { readonly path: string; readonly kind: string; readonly message: string }[];
  };
}
const written = (): Written => JSON.parse(readFileSync(json, "utf8"));

const expected = {
  "built-ins/Endless/loop.js": "timeout",
  "language/async/later.js": "pass",
  "language/async/never.js": "wrong",
  "language/async/rejects.js": "wrong",
  "language/ends/right.js": "pass",
  "language/flags/only.js": "pass",
  "language/includes/file.js": "pass",
  "language/negative/other.js": "wrong",
  "language/negative/parse.js": "pass",
  "language/negative/runtime.js": "pass",
  "language/negative/taken.js": "wrong",
  "language/throws/refused.js": "refused",
  "language/throws/wrong.js": "wrong",
};
const failing = Object.entries(expected).flatMap(([path, kind]) => (kind === "pass" ? [] : [path]));

test.serial(
  "each test comes out as it must, and one that is not expected to fail is a regression, in a table with what is not run",
  async (t) => {
    const { exitCode, stdout } = await conformance();
    const { quickjs } = written().results;
    t.deepEqual(Object.fromEntries(quickjs.map(({ path, kind }) => [path, kind])), expected);
    t.is(exitCode, 1);
    for (const path of failing) {
      t.true(stdout.includes(`  ${path}: `), path);
    }
    const message = (path: string) => quickjs.find((result) => result.path === path)?.message;
    t.is(message("language/throws/wrong.js"), "Uncaught Test262Error: one and one");
    t.is(message("language/async/rejects.js"), "RangeError: late");
    t.is(message("language/async/never.js"), "it never called $DONE");
    t.regex(message("language/throws/refused.js") ?? "", /Expected identifier but found "const"/);

    t.regex(stdout, /^13 tests; not run:$/m);
    t.regex(stdout, /^ {2}noStrict: 1 \(.+\)$/m);
    t.regex(stdout, /^ {2}scripts: 1 \(.+\)$/m);
    t.regex(stdout, /^ {2}raw: 1 \(.+\)$/m);
    t.regex(stdout, /^language\/async +3 +33\.33 % +1 +2 +- +- +- +-$/m);
    t.regex(stdout, /^3 areas without a failure +3 +100\.00 % +3 /m);
    t.regex(stdout, /^all +13 +46\.15 % +6 +5 +1 +- +1 +-$/m);
  },
);

test.serial("a list of expected failures makes them no regression, and tells of what passes now", async (t) => {
  const list = join(folder, "quickjs.txt");
  writeFileSync(list, [...failing, "language/ends/right.js"].map((path) => `${path}\n`).join(""));
  const { exitCode, stdout } = await conformance();
  t.is(exitCode, 0);
  t.regex(stdout, /expected to fail: --update takes them off the list \(1\):\n {2}language\/ends\/right\.js$/);

  t.is((await conformance("--update", "--filter", "language/")).exitCode, 0);
  t.deepEqual(
    readFileSync(list, "utf8")
      .split("\n")
      .filter((line) => !line.startsWith("#")),
    [...failing.toSorted(), ""],
  );
});

test.serial("a test runs on a device too", async (t) => {
  await conformance("--device", "--limit", "20", "--filter", "language/throws");
  t.deepEqual(
    written().results.quickjs.map(({ path, kind, message }) => [path, kind, message]),
    [
      ["language/throws/refused.js", "refused", written().results.quickjs[0]?.message ?? ""],
      ["language/throws/wrong.js", "wrong", 'Uncaught {"message":"one and one"}'],
    ],
  );
});
