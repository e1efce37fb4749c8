import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { execa } from "execa";
import { ensureSetup } from "../../harness/setup/index.ts";
import { venvPython } from "../../harness/setup/steps/python.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = temporaryFolder("async-io-ts-kconfig-");
let count = 0;

test.before(async (t) => {
  t.timeout(300_000);
  await ensureSetup();
});

/** Merges fragments behind the project's own; gives the outcome, what was written, and the first fragment's path. */
async function merge(...fragments: string[]) {
  const id = count++;
  const files = fragments.map((text, index) => {
    const path = join(folder, `${id}-${index}.conf`);
    writeFileSync(path, text);
    return path;
  });
  const [dotconfig, autoconf] = [join(folder, `${id}.config`), join(folder, `${id}.h`)];
  const own = ["boards/mps2_an385/mps2_an385.conf"].map((path) => join(root, path));
  const script = join(root, "firmware/ports/freertos/kconfig.py");
  const { exitCode, stderr } = await execa(
    venvPython(root),
    [script, join(root, "firmware/Kconfig"), dotconfig, autoconf, ...own, ...files],
    { reject: false, env: { AIO_BOARD: "mps2_an385", PYTHONDONTWRITEBYTECODE: "1" } },
  );
  const read = (path: string) => (exitCode === 0 ? readFileSync(path, "utf8") : "");
  return { exitCode, stderr, config: read(dotconfig), header: read(autoconf), path: files[0] ?? "" };
}

test("the board's options hold over the defaults, a later fragment over an earlier one", async (t) => {
  const { exitCode, stderr, config, header } = await merge(
    "CONFIG_AIO_MAX_TIMERS=1024\n# CONFIG_AIO_STATS is not set\n",
    "# a comment\n\nCONFIG_AIO_MAX_TIMERS=10\n",
  );
  t.is(exitCode, 0, stderr);
  t.regex(config, /^CONFIG_AIO_MAX_TIMERS=10$/m);
  t.regex(header, /^#define CONFIG_AIO_MAX_TIMERS 10$/m);
  t.regex(header, /^#define CONFIG_AIO_JS_HEAP_SIZE 1048576$/m);
  t.regex(header, /^#define CONFIG_AIO_IMAGE_ADDRESS 0x21000000$/m);
  t.regex(header, /^#define CONFIG_BOARD "mps2_an385"$/m);
  t.notRegex(header, /CONFIG_AIO_STATS\b/);
});

test("of one choice the last word counts", async (t) => {
  const { exitCode, stderr, config } = await merge(
    "CONFIG_AIO_ENGINE_JERRYSCRIPT=y\n",
    "CONFIG_AIO_ENGINE_QUICKJS=y\n",
  );
  t.is(exitCode, 0, stderr);
  t.regex(config, /^CONFIG_AIO_ENGINE_QUICKJS=y$/m);
  t.regex(config, /^# CONFIG_AIO_ENGINE_JERRYSCRIPT is not set$/m);
});

const refused = test.macro({
  title: (_given, line: string) => `${line} is refused in one line that names file and symbol`,
  async exec(t, line: string, message: string) {
    const { exitCode, stderr, path } = await merge(`\n${line}\n`);
    t.is(exitCode, 1);
    t.is(stderr, `${path}:2: ${message}`);
  },
});

test(refused, "CONFIG_NOPE=y", "there is no option CONFIG_NOPE");
test(refused, "CONFIG_AIO_MAX_TIMERS=5000", "CONFIG_AIO_MAX_TIMERS takes a number from 1 to 1024, not 5000");
test(refused, "CONFIG_AIO_MAX_TIMERS=many", "CONFIG_AIO_MAX_TIMERS takes a number from 1 to 1024, not many");
test(refused, "CONFIG_AIO_BENCH=1", "CONFIG_AIO_BENCH takes y or n, not 1");
test(refused, 'CONFIG_BOARD="other"', "CONFIG_BOARD cannot be set, it follows from other options");
test(refused, "AIO_BENCH=y", "expected CONFIG_NAME=value, got 'AIO_BENCH=y'");

test("a fragment that is not there is named", async (t) => {
  const { exitCode, stderr } = await execa(
    venvPython(root),
    [
      join(root, "firmware/ports/freertos/kconfig.py"),
      join(root, "firmware/Kconfig"),
      "/dev/null",
      "/dev/null",
      "gone.conf",
    ],
    { reject: false, env: { PYTHONDONTWRITEBYTECODE: "1" } },
  );
  t.is(exitCode, 1);
  t.is(stderr, "gone.conf: No such file or directory");
});
