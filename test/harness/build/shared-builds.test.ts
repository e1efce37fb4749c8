/** Builds that share what they have made: in one cache, by several processes. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import test from "ava";
import { Elf } from "../../../harness/base/elf.ts";
import { withLock } from "../../../harness/base/lock.js";
import { root } from "../../../harness/base/paths.js";
import { engines } from "../../../harness/build/entries.ts";
import { ensureFirmware } from "../../../harness/build/firmware.ts";
import type { FirmwareChoice } from "../../../harness/build/recipe.ts";
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
  t.notRegex(built, /rquickjs-sys\/|libengine\.a/);
});

/** Two values of a size, and what in the firmware has the second. */
interface OtherSize {
  readonly choice: FirmwareChoice;
  readonly option: string;
  readonly values: readonly [number, number];
  readonly symbol: string;
  /** Bytes of the symbol. */
  readonly bytes: number;
}

/** What reads a size beside the firmware's own files, as main()'s stack is one, or is made anew with each link: the table of interrupts. */
const others = {
  freertos: ["startup.c"],
  zephyr: ["init.c", "thread.c", "arm_core_mpu.c", "isr_tables.c"],
};

const relinks = test.macro(async (t, { choice, option, values, symbol, bytes }: OtherSize) => {
  // What was built before is of no matter: the first one brings the folder up to date.
  t.is((await buildWith(`${option}=${values[0]}`, choice)).code, 0);
  const { code, stdout, stderr } = await buildWith(`${option}=${values[1]}`, choice);
  t.is(code, 0, stderr);
  const built = Array.from(readFileSync(logOf(choice), "utf8").matchAll(/([\w-]+\.c)\.obj/g), ([, file = ""]) => file);
  const known = new Set([...ours, ...others[choice.kernel]]);
  t.deepEqual(
    built.filter((file) => !known.has(file)),
    [],
    "no file of engine or network is compiled",
  );
  t.true(built.length < ours.size / 3, built.join(" "));
  const elf = await Elf.read(stdout.trim());
  t.is(elf.symbol(symbol)?.size, bytes);
  const config = readFileSync(join(dirname(stdout.trim()), ".config"), "utf8");
  t.regex(config, new RegExp(`^CONFIG_${option}=${values[1]}$`, "m"), "as the firmware is");
});

const zephyr = needs("a west workspace", lookForWorkspace() !== undefined, test.serial);
const product = { ...usual, kernel: "zephyr", engine: "jerryscript" } as const;
const heap = { option: "AIO_JS_HEAP_SIZE", values: [400_000, 410_000] } as const;
const stack = { option: "AIO_JS_STACK_SIZE", values: [40_960, 45_056], symbol: "z_main_stack" } as const;

test.serial("another heap compiles what reads it and links", relinks, {
  ...heap,
  choice: usual,
  symbol: "arena",
  bytes: 410_000,
});
zephyr("another heap compiles what reads it and links, with JerryScript on Zephyr", relinks, {
  ...heap,
  choice: product,
  symbol: "jerry_global_heap",
  bytes: 400 * 1024,
});
test.serial("another stack compiles what reads it and links", relinks, {
  ...stack,
  choice: usual,
  // The port to FreeRTOS puts a guard of 1 KB below it.
  bytes: 46_080,
});
zephyr("another stack compiles what reads it, files of Zephyr among it, and links", relinks, {
  ...stack,
  choice: product,
  bytes: 45_056,
});
zephyr("another number of sockets compiles what reads it and links, on Zephyr", relinks, {
  choice: product,
  option: "AIO_MAX_SOCKETS",
  values: [20, 18],
  // host_reads.c: a pending read of 20 bytes for each.
  symbol: "reads",
  bytes: 18 * 20,
});

test.serial("once it is built it is there, whatever the build folder was used for since", async (t) => {
  const { code, stdout, stderr } = await buildWith("AIO_JS_HEAP_SIZE=700001");
  t.is(code, 0);
  t.is(stderr, "", "nothing is configured or compiled");
  t.is(dirname(dirname(stdout.trim())), join(cache, "firmware"));
});
