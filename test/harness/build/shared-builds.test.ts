/** Builds that share what they have made: in one cache, by several processes. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import test from "ava";
import { withLock } from "../../../harness/bootstrap/lock.js";
import { engines } from "../../../harness/build/entries.ts";
import { ensureFirmware } from "../../../harness/build/firmware.ts";
import type { FirmwareChoice } from "../../../harness/build/recipe.ts";
import { Elf } from "../../../harness/elf.ts";
import { root } from "../../../harness/root.ts";
import { lookForWorkspace } from "../../../harness/zephyr/index.ts";
import { needs } from "../../support/needs.ts";
import { Workspace } from "../support/command.ts";

const workspace = new Workspace();
const cache = join(workspace.folder, "cache");
const usual = { kernel: "freertos", engine: "quickjs", board: "mps2_an385" } as const;
/** The firmware's own files. */
const ours = new Set(
  ["app", "core", "engine"].flatMap((folder) =>
    readdirSync(join(root, "firmware", folder), { recursive: true }).map((path) => basename(String(path))),
  ),
);

test.before("the engine is compiled, as where a firmware was built before", async () => {
  await ensureFirmware(usual);
  mkdirSync(cache);
  symlinkSync(engines, join(cache, "engines"));
});

/** The log of the last build in the folder of all firmwares of one choice that differ in sizes alone. */
function logOf({ kernel, engine, board }: FirmwareChoice): string {
  return join(root, "build", "logs", `firmware-${kernel}-${engine}-${board}-build.log`);
}

/** Builds it in a process of its own. */
function buildWith(config: string, { kernel, engine, board }: FirmwareChoice = usual) {
  const device = ["--kernel", kernel, "--engine", engine, "--board", board];
  return workspace.run(["build", ...device, "--config", config], { AIO_CACHE: cache });
}

test.serial("two processes that want one firmware build it once; the heap's size compiles no engine", async (t) => {
  const config = "AIO_JS_HEAP_SIZE=700001";
  // Somebody builds another firmware meanwhile: nobody waits for that.
  const other = join(cache, "locks", "0".repeat(32));
  const both = await withLock(other, {}, () => Promise.all([buildWith(config), buildWith(config)]));
  for (const { code, stderr } of both) {
    t.is(code, 0, stderr);
  }
  const [first, second] = both;
  t.is(first?.stdout, second?.stdout);
  t.true(first?.stdout.startsWith(join(cache, "firmware")));
  const said = both.map(({ stderr }) => stderr).join("");
  t.is(said.match(/^Firmware for mps2_an385, freertos, quickjs with AIO_JS_HEAP_SIZE=700001 …$/gm)?.length, 1, said);
  t.regex(said, /^Waiting for process \d+, which is doing the same … \(its lock: .*\)$/m);
  const built = readFileSync(logOf(usual), "utf8");
  t.regex(built, /quickjs_heap\.c\.obj/);
  t.notRegex(built, /quickjs\/quickjs\.c\.obj|libengine\.a/);
});

const relinks = test.macro(async (t, choice: FirmwareChoice, engineSource: string) => {
  // What was built before is of no matter: the first one brings the folder up to date.
  t.is((await buildWith("AIO_JS_HEAP_SIZE=400000", choice)).code, 0);
  const { code, stdout, stderr } = await buildWith("AIO_JS_HEAP_SIZE=410000", choice);
  t.is(code, 0, stderr);
  const built = Array.from(readFileSync(logOf(choice), "utf8").matchAll(/([\w-]+\.c)\.obj/g), ([, file]) => file);
  t.true(built.includes(engineSource), "the file that has the heap");
  const others = built.filter((file = "") => !ours.has(file));
  t.deepEqual(
    others,
    choice.kernel === "zephyr" ? ["isr_tables.c"] : [],
    "no file of engine, kernel or network is compiled",
  );
  t.true(built.length < ours.size / 3, built.join(" "));
  const elf = await Elf.read(stdout.trim());
  const heap = choice.engine === "quickjs" ? "arena" : "jerry_global_heap";
  t.is(elf.symbol(heap)?.size, choice.engine === "quickjs" ? 410_000 : 400 * 1024);
  t.regex(
    readFileSync(join(dirname(stdout.trim()), ".config"), "utf8"),
    /^CONFIG_AIO_JS_HEAP_SIZE=410000$/m,
    "as the firmware is",
  );
});

const zephyr = needs("a west workspace", lookForWorkspace() !== undefined, test.serial);
test.serial("another heap compiles what reads it and links", relinks, usual, "quickjs_heap.c");
zephyr(
  "another heap compiles what reads it and links, with JerryScript on Zephyr",
  relinks,
  { ...usual, kernel: "zephyr", engine: "jerryscript" },
  "jerryscript_port.c",
);

test.serial("once it is built it is there, whatever the build folder was used for since", async (t) => {
  const { code, stdout, stderr } = await buildWith("AIO_JS_HEAP_SIZE=700001");
  t.is(code, 0);
  t.is(stderr, "", "nothing is configured or compiled");
  t.is(dirname(dirname(stdout.trim())), join(cache, "firmware"));
});
