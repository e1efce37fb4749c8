/** `async-io setup --zephyr`, with repositories that the test makes, and with what may end it halfway. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { ensureSetup } from "../../../harness/setup/index.ts";
import { lookForModule, lookForWorkspace } from "../../../harness/zephyr/index.ts";
import { needsTool } from "../../support/needs.ts";
import { Workspace } from "../support/command.ts";
import { Github } from "./support/github.ts";

const place = new Workspace();
const github = new Github(join(place.folder, "github"));
const git = needsTool("git", test.serial).declare;
/** Nobody's settings of git, and a folder for data of the test's own. */
const own = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  XDG_DATA_HOME: join(place.folder, "data"),
};
const nowhere = "https://127.0.0.1:1/";

test.before(async (t) => {
  t.timeout(300_000);
  await ensureSetup({ zephyr: true });
  await github.fill();
});

function setUp(folder: string, env: NodeJS.ProcessEnv, ...more: readonly string[]) {
  return place.start(["setup", "--zephyr", folder, ...more], { ...own, ...env });
}

function isWhole(topdir: string): boolean {
  const { zephyrBase, version } = lookForWorkspace({ workspace: topdir, env: {} }) ?? {};
  const modules = ["cmsis", "picolibc", "jerryscript"];
  return (
    version === "3.7.1" &&
    readFileSync(join(zephyrBase ?? "", "large.slow"), "utf8") === "2\n" &&
    modules.every((name) => lookForModule({ topdir, zephyrBase: zephyrBase ?? "", version }, name) !== undefined)
  );
}

git("a workspace is made with what the boards of QEMU need, and sizes are told before", async (t) => {
  const topdir = join(place.folder, "whole");
  const { code, stdout, stderr } = await setUp(topdir, github.environment()).ended;
  t.is(code, 0, stderr);
  t.is(stdout, `${topdir}\n`);
  const [first = "", ...rest] = stderr.split("\n");
  t.regex(
    first,
    new RegExp(
      `^A west workspace in ${topdir}: zephyr \\(85 MB\\), .*: about \\d+ MB from the network, and \\d+ MB on disk\\.$`,
    ),
  );
  t.deepEqual(
    rest.filter((line) => line.startsWith("✔")).map((line) => line.replace(/ \([\d.]+ s\)$/, "")),
    ["zephyr", "jerryscript", "quickjs-ng", "cmsis, picolibc"].map((name, i) => `✔ ${name} (${i + 1} of 4)`),
  );
  t.regex(stderr, /^async-io: Zephyr 3\.7\.1 with JerryScript is what every command takes from now on/m);
  t.true(isWhole(topdir));
  t.false(existsSync(join(topdir, "modules", "hal", "stm32")));
  t.is(lookForWorkspace({ env: own, cwd: place.folder })?.topdir, topdir, "and it is found from anywhere");
});

git("where all of it is there nothing is fetched; a board's module comes beside it", async (t) => {
  const topdir = join(place.folder, "whole");
  const again = await setUp(topdir, github.environment(nowhere)).ended;
  t.is(again.code, 0, again.stderr);
  const more = await setUp(topdir, github.environment(), "--board", "nucleo_f767zi").ended;
  t.is(more.code, 0, more.stderr);
  t.true(existsSync(join(topdir, "modules", "hal", "stm32", "zephyr", "module.yml")));
});

git("without a network one line says what to do", async (t) => {
  const topdir = join(place.folder, "offline");
  const { code, stdout, stderr } = await setUp(topdir, github.environment(nowhere)).ended;
  t.is(code, 69);
  t.is(stdout, "");
  const said = stderr.trimEnd().split("\n");
  t.is(said.length, 4, stderr);
  t.regex(
    said.at(-1) ?? "",
    new RegExp(
      `^async-io: zephyr could not be fetched \\(Failed to connect.*\\): check the network, and HTTPS_PROXY where you need one; \`.*async-io setup --zephyr ${topdir}\` then goes on$`,
    ),
  );
  const later = await setUp(topdir, github.environment()).ended;
  t.is(later.code, 0, later.stderr);
  t.true(isWhole(topdir));
});

/** Ends, as a power cut would, all of the group that git is in: once. */
const powerCut = (mark: string) => `[ -e ${mark} ] || { : > ${mark}; kill -9 0; }`;

const cut = test.macro(async (t, section: string, key: string, then: string) => {
  const topdir = join(place.folder, key);
  const script = github.script(key, `${powerCut(join(place.folder, `${key}.cut`))}\n${then}`);
  const env = github.configuration(section, key, script);
  const { code, stderr } = await setUp(topdir, env).ended;
  t.is(code, 69, stderr);
  t.regex(stderr, /ended with SIGKILL/);
  t.throws(() => isWhole(topdir));
  const again = await setUp(topdir, env).ended;
  t.is(again.code, 0, again.stderr);
  t.true(isWhole(topdir));
});

git("a power cut while git fetches is gone on from", cut, "uploadpack", "packObjectsHook", 'exec "$@"');
git("a power cut in the middle of a checkout is gone on from", cut, 'filter "slow"', "smudge", "exec cat");

git("Ctrl-C ends what west has started too, and the next one goes on", async (t) => {
  const topdir = join(place.folder, "interrupted");
  const [here, gone] = ["here", "gone"].map((name) => join(place.folder, name));
  // In git's place in the group: it tells that it runs, and what ends it.
  const filter = place.write(
    "filter.cjs",
    `const fs = require("node:fs"); process.on("SIGTERM", () => { fs.writeFileSync("${gone}", ""); process.exit(1); }); setInterval(() => {}, 1e6); fs.writeFileSync("${here}", "");`,
  );
  const env = github.configuration('filter "slow"', "smudge", `${process.execPath} ${filter}`);
  const { child, ended } = setUp(topdir, env);
  while (!existsSync(here ?? "") && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  t.is(code, 130, stderr);
  t.true(existsSync(gone ?? ""));
  const again = await setUp(topdir, github.environment()).ended;
  t.is(again.code, 0, again.stderr);
  t.true(isWhole(topdir));
});

git("a folder with other files, and a workspace of another manifest, are left alone", async (t) => {
  const full = join(place.folder, "full");
  mkdirSync(full);
  writeFileSync(join(full, "thesis.txt"), "");
  const other = join(place.folder, "other");
  mkdirSync(join(other, ".west"), { recursive: true });
  writeFileSync(join(other, ".west", "config"), "[manifest]\npath = zephyr\nfile = west.yml\n");
  for (const [folder, message] of [
    [full, /full is not empty \(thesis\.txt\)/],
    [other, /other is a west workspace with a manifest of its own \(zephyr\)/],
  ] as const) {
    const { code, stderr } = await setUp(folder, github.environment()).ended;
    t.is(code, 64);
    t.regex(stderr, message);
  }
});
