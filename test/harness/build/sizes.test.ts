/** Options that a build folder takes without being configured anew. */
import { mkdtempSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { kernels } from "../../../harness/base/choices.ts";
import { root } from "../../../harness/base/paths.js";
import { listFiles } from "../../../harness/base/stamp.js";
import { isSameEngine, sizeOptions, takeSizes, withSizes, writeSizes } from "../../../harness/build/sizes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("sizes are taken out of a configuration, with or without CONFIG_; Kconfig has the rest", (t) => {
  const config = { CONFIG_AIO_JS_HEAP_SIZE: "300000", AIO_MAX_TIMERS: 10, AIO_MAX_SOCKETS: 8, AIO_BENCH: true };
  t.deepEqual(takeSizes(config, "freertos"), {
    sizes: { AIO_JS_HEAP_SIZE: 300_000, AIO_MAX_TIMERS: 10 },
    rest: { AIO_MAX_SOCKETS: 8, AIO_BENCH: true },
  });
  t.deepEqual(takeSizes(config, "zephyr"), {
    sizes: { AIO_JS_HEAP_SIZE: 300_000, AIO_MAX_TIMERS: 10, AIO_MAX_SOCKETS: 8 },
    rest: { AIO_BENCH: true },
  });
});

test("the main thread's stack follows the program's, unless it is given", (t) => {
  t.deepEqual(takeSizes({ AIO_JS_STACK_SIZE: "20480" }, "zephyr"), {
    sizes: { AIO_JS_STACK_SIZE: 20_480, MAIN_STACK_SIZE: 20_480 },
    rest: {},
  });
  const both = { AIO_JS_STACK_SIZE: 20_480, CONFIG_MAIN_STACK_SIZE: 24_576 };
  t.deepEqual(takeSizes(both, "zephyr"), { sizes: {}, rest: both });
});

test("a size that Kconfig refuses is left for Kconfig, which says why", (t) => {
  for (const value of [5000, 0, "many", "0x10", "-1", true, ""]) {
    const config = { AIO_MAX_TIMERS: value };
    t.deepEqual(takeSizes(config, "zephyr"), { sizes: {}, rest: config });
  }
});

for (const kernel of kernels) {
  test(`${kernel}: every size has a range in Kconfig`, (t) => {
    for (const name of sizeOptions[kernel]) {
      const value = name === "AIO_MAX_SOCKETS" ? 100 : 65_536;
      const fitting = /_SIZE$/.test(name) ? value : Math.min(value, 1000);
      const { sizes, rest } = takeSizes({ [name]: fitting }, kernel);
      t.deepEqual([sizes[name], rest], [fitting, {}]);
    }
  });

  test(`${kernel}: every file of the firmware that reads a size reads <aio/sizes.h>`, (t) => {
    const folders = ["firmware", "bench/c"].map((name) => join(root, name));
    const sources = folders.flatMap((folder) => listFiles(folder, (name) => /\.[ch]$/.test(name)));
    const reads = new RegExp(`\\bCONFIG_(?:${sizeOptions[kernel].join("|")}|MAIN_STACK_SIZE)\\b`);
    const readers = sources
      .filter((path) => kernel === "freertos" || !/[/\\]freertos[/\\]/.test(path))
      .filter((path) => reads.test(withoutWords(readFileSync(path, "utf8"))));
    t.true(readers.length > 5);
    t.deepEqual(
      readers.filter((path) => !readFileSync(path, "utf8").includes("#include <aio/sizes.h>")),
      [],
    );
  });
}

/** A C file without comments and texts. */
function withoutWords(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"/g, "");
}

test("the header is written where it says anything else", (t) => {
  const dir = mkdtempSync(join(temporaryFolder("aio-sizes-"), "build-"));
  const path = join(dir, "sizes", "aio_sizes.h");
  writeSizes(dir, { AIO_MAX_TIMERS: 10, AIO_JS_HEAP_SIZE: 40_000 });
  const text =
    "#undef CONFIG_AIO_JS_HEAP_SIZE\n#define CONFIG_AIO_JS_HEAP_SIZE 40000\n#undef CONFIG_AIO_MAX_TIMERS\n#define CONFIG_AIO_MAX_TIMERS 10\n";
  t.is(readFileSync(path, "utf8"), text);
  utimesSync(path, 1, 1);
  writeSizes(dir, { AIO_JS_HEAP_SIZE: 40_000, AIO_MAX_TIMERS: 10 });
  t.is(statSync(path).mtimeMs, 1000);
  writeSizes(dir, {});
  t.is(readFileSync(path, "utf8"), "");
});

test("a configuration is stored with the sizes that the firmware has", (t) => {
  const text = "CONFIG_AIO=y\nCONFIG_AIO_MAX_TIMERS=64\nCONFIG_AIO_MAX_SOCKETS=25\n";
  t.is(withSizes(text, { AIO_MAX_TIMERS: 7 }), text.replace("=64", "=7"));
});

test("JerryScript is compiled again where its pointers have to reach further", (t) => {
  const text = "CONFIG_AIO_JS_HEAP_SIZE=262144\n";
  t.true(isSameEngine("jerryscript", text, { AIO_JS_HEAP_SIZE: 524_288 }));
  t.false(isSameEngine("jerryscript", text, { AIO_JS_HEAP_SIZE: 524_289 }));
  t.true(isSameEngine("jerryscript", text, {}));
  t.true(isSameEngine("quickjs", text, { AIO_JS_HEAP_SIZE: 524_289 }));
});
