/** Which folder of the firmware includes which: an arrow that docs/architecture.md does not have fails. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { listFiles } from "../../harness/base/stamp.js";

const firmware = join(root, "firmware");

/** What a folder may include beside its own files, `<zephyr/…>` and the C library. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  // `engine.h` and `application.h`; each engine's folder includes them, and the folder above none of its files.
  engine: ["core/include"],
  app: ["core", "core/include", "engine"],
  "engine/jerryscript": ["engine", "core/include"],
  "engine/quickjs": ["engine", "core/include"],
  "engine/host": ["engine", "engine/jerryscript", "engine/quickjs", "core/include"],
  "ports/zephyr": ["core", "core/include"],
  // The slice of Zephyr's API is below core; what faults of the kernel call is the application's.
  "ports/freertos": ["core/include"],
};
/** Where the compiler looks. */
const roots = ["", "app", "core", "core/include"];

/** The most specific room that a file is in. */
function roomOf(path: string): string {
  const rooms = ["core/include", ...Object.keys(arrows)].filter((room) => path.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? "";
}

/** Which file of ours an include leads to; undefined: it is a kernel's, an engine's or the C library's. */
function leadsTo(from: string, name: string): string | undefined {
  const places = [dirname(from), ...roots].map((folder) => join(folder, name));
  return places.find((path) => existsSync(join(firmware, path)));
}

/** Arrows from a file that its room may not have, with the reason of one that no room has. */
function forbidden(from: string, text: string): string[] {
  const room = roomOf(from);
  const own = room === "core/include" ? "core" : room;
  return [...text.matchAll(/^\s*#\s*include\s+["<]([^">]+)[">]/gm)].flatMap(([, name = ""]) => {
    const to = leadsTo(from, name);
    const target = to === undefined ? "" : roomOf(to);
    const isFree =
      to === undefined || target === room || target === own || (own === "core" && target === "core/include");
    return isFree || arrows[own]?.includes(target) ? [] : [`${from} includes ${to}`];
  });
}

const sources = listFiles(firmware, (name) => /\.[ch]$/.test(name)).map((path) => relative(firmware, path));

test("no folder of the firmware includes one that it may not know", (t) => {
  t.true(sources.length > 150);
  // The tests of the port print on the application's console.
  const checked = sources.filter((path) => !path.startsWith("ports/freertos/test/"));
  t.deepEqual(
    checked.flatMap((path) => forbidden(path, readFileSync(join(firmware, path), "utf8"))),
    [],
  );
});

const refused = test.macro({
  title: (_given, from: string, name: string) => `${from} may not include ${name}`,
  exec: (t, from: string, name: string) => {
    t.is(forbidden(from, `#include "${name}"\n`).length, 1);
  },
});

test(refused, "core/reactor.c", "console.h");
test(refused, "core/include/aio/loop.h", "engine/engine.h");
test(refused, "core/selector.c", "ports/zephyr/fixes/wrap.h");
test(refused, "app/main.c", "engine/quickjs/quickjs_internal.h");
test(refused, "app/net.c", "ports/zephyr/fixes/receive_room.h");
test(refused, "engine/quickjs/quickjs.c", "faults/fatal.h");
test(refused, "engine/quickjs/quickjs.c", "engine/jerryscript/jerryscript_internal.h");
test(refused, "engine/report.c", "engine/quickjs/quickjs_internal.h");
test(refused, "ports/zephyr/fixes/memory.c", "console.h");
