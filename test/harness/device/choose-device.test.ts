/** Which kernel and engine a run takes where nobody said, and why. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { chooseDevice, type DeviceQuery, decideDevice } from "../../../harness/device/choose-device.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("aio-choice-");

/** A folder with a package.json. */
function project(pinned?: unknown): string {
  const path = mkdtempSync(join(folder, "project-"));
  writeFileSync(join(path, "package.json"), JSON.stringify({ name: "one", "async-io": pinned }));
  return path;
}

/** A west workspace, as far as the choice looks at it. */
function workspace({ minor = 7, engine = true }: { readonly minor?: number; readonly engine?: boolean } = {}): string {
  const topdir = mkdtempSync(join(folder, "workspace-"));
  mkdirSync(join(topdir, "zephyr"));
  mkdirSync(join(topdir, ".west"));
  writeFileSync(join(topdir, ".west", "config"), "");
  const version = `VERSION_MAJOR = 3\nVERSION_MINOR = ${minor}\nPATCHLEVEL = 1\n`;
  writeFileSync(join(topdir, "zephyr", "VERSION"), version);
  if (engine) {
    const include = join(topdir, "modules", "lib", "jerryscript", "jerry-core", "include");
    mkdirSync(include, { recursive: true });
    writeFileSync(join(include, "jerryscript.h"), "");
  }
  return topdir;
}

const based = (topdir: string) => ({ ZEPHYR_BASE: join(topdir, "zephyr") });
const board = "mps2_an385";
const product = { kernel: "zephyr", engine: "jerryscript", board };
const other = { kernel: "freertos", engine: "quickjs", board };

test("without a workspace it is FreeRTOS with QuickJS-ng, and the reason says what makes one", (t) => {
  const decision = decideDevice({}, {}, project());
  t.like(decision, other);
  t.regex(decision.reason ?? "", /^there is no west workspace; `.*async-io .*setup --zephyr` makes one$/);
});

test("with a workspace it is Zephyr with JerryScript", (t) => {
  const topdir = workspace();
  t.deepEqual(decideDevice({}, based(topdir), project()), { ...product, reason: `${topdir} is a west workspace` });
  t.like(decideDevice({ workspace: topdir }, {}, project()), product);
});

test("a board that has one kernel alone needs no reason", (t) => {
  t.deepEqual(decideDevice({ board: "frdm_k64f" }, {}, project()), {
    ...{ kernel: "zephyr", engine: "jerryscript", board: "frdm_k64f" },
    reason: undefined,
  });
});

test("a workspace that cannot be used is no reason to stop, and is told of", (t) => {
  const old = decideDevice({}, based(workspace({ minor: 6 })), project());
  t.like(old, other);
  t.regex(old.reason ?? "", /^ZEPHYR_BASE=.* has Zephyr 3\.6\.1, and this firmware is written for Zephyr 3\.7/);
  const bare = workspace({ engine: false });
  t.deepEqual(decideDevice({}, based(bare), project()), {
    ...other,
    reason: `the west workspace ${bare} has no JerryScript`,
  });
  t.like(decideDevice({ engine: "quickjs" }, based(bare), project()), { kernel: "zephyr", engine: "quickjs" });
});

test("one that --workspace names and that cannot be used is an error", (t) => {
  t.throws(() => decideDevice({ workspace: workspace({ minor: 6 }) }, {}, project()), {
    code: "ENOTSUP",
    message: /^--workspace .* has Zephyr 3\.6\.1/,
  });
});

const chosen = test.macro(
  (t, query: DeviceQuery, env: NodeJS.ProcessEnv, pinned: object, expected: readonly [string, string]) => {
    const [kernel, engine] = expected;
    const choice = chooseDevice(query, { ...based(workspace()), ...env }, project(pinned));
    t.like(choice, { kernel, engine });
  },
);

test("package.json comes before the workspace", chosen, {}, {}, { kernel: "freertos" }, ["freertos", "quickjs"]);
test("its engine alone leaves the kernel open", chosen, {}, {}, { engine: "quickjs" }, ["zephyr", "quickjs"]);
const variables = { AIO_KERNEL: "zephyr" };
test("variables come before package.json", chosen, {}, variables, { kernel: "freertos" }, ["zephyr", "jerryscript"]);
test("options come before variables", chosen, { kernel: "freertos" }, variables, {}, ["freertos", "quickjs"]);
test("variables that are empty say nothing", chosen, {}, { AIO_KERNEL: "" }, {}, ["zephyr", "jerryscript"]);

test("the nearest package.json counts, from a folder within the project too", (t) => {
  const path = project({ board: "mps3_an547", kernel: "zephyr" });
  const inner = join(path, "src", "inner");
  mkdirSync(inner, { recursive: true });
  t.deepEqual(decideDevice({}, {}, inner), {
    ...{ kernel: "zephyr", engine: "jerryscript", board: "mps3_an547" },
    reason: `${join(path, "package.json")} says so`,
  });
  writeFileSync(join(inner, "package.json"), "{}");
  t.like(decideDevice({}, {}, inner), other);
});

const refused = test.macro((t, pinned: unknown, message: RegExp) => {
  t.throws(() => chooseDevice({}, {}, project(pinned)), { name: "UsageError", code: "EINVAL", message });
});

test(
  "a name that is misspelt",
  refused,
  { kernal: "zephyr" },
  /^"async-io" in .*package\.json has no option "kernal"; did you mean kernel\?$/,
);
test(
  "a kernel that there is none of",
  refused,
  { kernel: "linux" },
  /^kernel of "async-io" in .*package\.json must be freertos or zephyr, but "linux"/,
);
test("a board that is no name", refused, { board: 5 }, /^board must be a string that is not empty, but 5 was given/);
test(
  "text in the place of an object",
  refused,
  "zephyr",
  /^"async-io" in .* takes its options as an object, but "zephyr"/,
);
test("a configuration that is none", refused, { config: ["A=1"] }, /^config must be an object of Kconfig options/);
