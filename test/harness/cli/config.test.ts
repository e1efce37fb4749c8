import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { readConfigOption } from "../../../harness/cli/config.ts";
import { temporaryFolder } from "../network/helpers/temporary.ts";

test("an option is NAME=VALUE, with or without CONFIG_, and the last one counts", (t) => {
  const before = readConfigOption("CONFIG_AIO_MAX_SOCKETS=32", { AIO_STATS: "n" });
  t.deepEqual(before, { AIO_STATS: "n", AIO_MAX_SOCKETS: "32" });
  t.deepEqual(readConfigOption("AIO_MAX_SOCKETS=8", before), { AIO_STATS: "n", AIO_MAX_SOCKETS: "8" });
  t.throws(() => readConfigOption("sockets", {}), { message: /must be NAME=VALUE/ });
});

test("a file has one option a line, among comments", async (t) => {
  const file = join(await temporaryFolder(t), "mine.conf");
  await writeFile(file, '# mine\r\n\nCONFIG_AIO_MAX_TIMERS=8\nCONFIG_A="x"\n');
  t.deepEqual(readConfigOption(file, { AIO_MAX_TIMERS: "64" }), { AIO_MAX_TIMERS: "8", A: '"x"' });
  await writeFile(file, "\nCONFIG_A=y\nno option\n");
  t.throws(() => readConfigOption(file, {}), { message: /Line 3 must be CONFIG_NAME=VALUE, and is: no option/ });
  t.throws(() => readConfigOption(`${file}/none.conf`, {}), { message: /cannot be read: / });
});

test("an option that a file says is not set is off, as Kconfig reads it", async (t) => {
  const file = join(await temporaryFolder(t), "mine.conf");
  await writeFile(
    file,
    "# CONFIG_AIO_STATS is not set\n# CONFIG_AIO_BENCH is not set by us\n# is not set\nCONFIG_A=y\n",
  );
  t.deepEqual(readConfigOption(file, { AIO_STATS: "y" }), { AIO_STATS: "n", A: "y" });
});

test("the options for little RAM can be read", (t) => {
  const config = readConfigOption(join(root, "firmware", "small.conf"), {});
  t.is(config.AIO_MEMORY_SMALL, "y");
});
