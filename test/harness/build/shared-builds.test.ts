/** Builds that share what they have made: in one cache, by several processes. */
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { withLock } from "../../../harness/bootstrap/lock.js";
import { engines } from "../../../harness/build/entries.ts";
import { ensureFirmware } from "../../../harness/build/firmware.ts";
import { nameFragment } from "../../../harness/build/kconfig.ts";
import { root } from "../../../harness/root.ts";
import { Workspace } from "../support/command.ts";

const workspace = new Workspace();
const cache = join(workspace.folder, "cache");
const usual = { kernel: "freertos", engine: "quickjs", board: "mps2_an385" } as const;

test.before("the engine is compiled, as where a firmware was built before", async () => {
  await ensureFirmware(usual);
  mkdirSync(cache);
  symlinkSync(engines, join(cache, "engines"));
});

/** The build folder, and the log of its last build, of a firmware with another heap. */
function placesOf(heap: number): { folder: string; log: string } {
  const name = `freertos-quickjs-mps2_an385-${nameFragment(`CONFIG_AIO_JS_HEAP_SIZE=${heap}\n`)}`;
  const build = join(root, "build");
  return { folder: join(build, "firmware", name), log: join(build, "logs", `firmware-${name}-build.log`) };
}

/** Builds it in a process of its own. */
function buildWith(heap: number) {
  const { kernel, engine, board } = usual;
  const device = ["--kernel", kernel, "--engine", engine, "--board", board];
  return workspace.run(["build", ...device, "--config", `AIO_JS_HEAP_SIZE=${heap}`], { AIO_CACHE: cache });
}

test.serial("two processes that want one firmware build it once; the heap's size compiles no engine", async (t) => {
  const { folder, log } = placesOf(700_001);
  rmSync(folder, { recursive: true, force: true });
  // Somebody builds another firmware meanwhile: nobody waits for that.
  const other = join(cache, "locks", "0".repeat(32));
  const both = await withLock(other, {}, () => Promise.all([buildWith(700_001), buildWith(700_001)]));
  for (const { code, stderr } of both) {
    t.is(code, 0, stderr);
  }
  const [first, second] = both;
  t.is(first?.stdout, second?.stdout);
  t.true(first?.stdout.startsWith(join(cache, "firmware")));
  const said = both.map(({ stderr }) => stderr).join("");
  t.is(said.match(/^Firmware for mps2_an385, freertos, quickjs with AIO_JS_HEAP_SIZE=700001 …$/gm)?.length, 1, said);
  t.regex(said, /^Waiting for process \d+, which is doing the same … \(its lock: .*\)$/m);
  const built = readFileSync(log, "utf8");
  t.regex(built, /quickjs_heap\.c\.obj/);
  t.notRegex(built, /quickjs\/quickjs\.c\.obj|libengine\.a/);
});

test.serial("once it is built it is there, without the build folder", async (t) => {
  const { folder } = placesOf(700_001);
  rmSync(folder, { recursive: true, force: true });
  const { code, stdout, stderr } = await buildWith(700_001);
  t.is(code, 0);
  t.is(stderr, "", "nothing is configured or compiled");
  t.is(dirname(dirname(stdout.trim())), join(cache, "firmware"));
});
