import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { commandLine } from "../../harness/cli/command-line.ts";

const readText = (path: string) => readFileSync(join(root, path), "utf8");
const page = readText("docs/reference.md");
const { commands } = commandLine(new AbortController().signal, () => {});

/** The rows of a section's tables, as text, and their cells. */
function rows(heading: string): readonly (readonly string[])[] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  // A bar that is escaped is text.
  const tables = section
    .split("\n## ")[0]
    ?.split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("|-"));
  return (tables ?? []).map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
}

const names = (cells: readonly string[], column: number, pattern: RegExp) => cells[column]?.match(pattern) ?? [];

test("every command is in the reference, and no other", (t) => {
  const documented = rows("Commands").flatMap((cells) => names(cells, 1, /(?<=^`)[a-z]+/g));
  t.deepEqual(documented.sort(), commands.map((command) => command.name()).sort());
});

test("every option of a command is in the reference, and no other", (t) => {
  const documented = rows("Options").flatMap((cells) => names(cells, 1, /--[a-z-]+/g));
  const known = commands.flatMap((command) => command.options.map(({ long }) => long ?? ""));
  t.deepEqual([...new Set(documented)].sort(), [...new Set(known)].sort());
});

test("every option of boot() is in the reference", (t) => {
  const source =
    /export interface BootOptions \{\n([\s\S]*?)^\}/m.exec(readText("harness/device/options.ts"))?.[1] ?? "";
  const known = Array.from(source.matchAll(/^ {2}(\w+)\?:/gm), ([, name = ""]) => name);
  t.true(known.length > 20);
  t.deepEqual(
    known.filter((name) => !page.includes(`\`${name}\``)),
    [],
  );
});

test("every Kconfig option is in the reference, with its range and its default, and no other", (t) => {
  const kconfig = [
    "firmware/Kconfig",
    "firmware/core/Kconfig.aio",
    "firmware/ports/zephyr/Kconfig.devicetree",
    "firmware/ports/zephyr/fixes/Kconfig",
    "boards/memory/Kconfig",
  ]
    .map(readText)
    .join("\n");
  const blocks = kconfig.split(/^(?:menu)?config /m).slice(1);
  const known = new Map<string, string>();
  for (const block of blocks) {
    const [, name = ""] = /^(\w+)/.exec(block) ?? [];
    // What has no prompt is not for users to set.
    if (name.startsWith("AIO_") && /^\t(?:int|hex|bool) "/m.test(block)) {
      known.set(name, block);
    }
  }
  const documented = rows("Kconfig options");
  t.deepEqual(documented.flatMap((cells) => names(cells, 1, /AIO_\w+/g)).sort(), [...known.keys()].sort());
  for (const [, name = "", given = "", range = ""] of documented.slice(1)) {
    const block = known.get(name.replaceAll("`", ""));
    const [, low, high] = /^\trange (\d+) (\d+)/m.exec(block ?? "") ?? [];
    if (low !== undefined) {
      t.is(range, `${low} to ${high}`, name);
      for (const [, value = ""] of block?.matchAll(/^\tdefault ([1-9]\d*)/gm) ?? []) {
        t.true(given.split(/\D+/).includes(value), `the default of ${name} is ${value}`);
      }
    }
  }
});

test("every variable of the environment that users set is in the reference, and no other", (t) => {
  const known = new Set<string>();
  for (const file of readdirSync(join(root, "harness"), { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".ts")) {
      // As in env.AIO_QEMU, and { AIO_KERNEL, AIO_ENGINE } = env.
      for (const [read] of readText(`harness/${file}`).matchAll(/env\.AIO_\w+|\{[^{}]*\} = (?:process\.)?env\b/g)) {
        for (const name of read.match(/\bAIO_\w+/g) ?? []) {
          known.add(name);
        }
      }
    }
  }
  // What one process of a run of tests tells the other.
  const own = [...known].filter((name) => !name.startsWith("AIO_TEST_"));
  const documented = rows("Environment").flatMap((cells) => names(cells, 1, /AIO_[A-Z]+/g));
  t.deepEqual(documented.sort(), own.sort());
});

test("every error of a program that the reference has is one of the runtime's", (t) => {
  const known: readonly string[] = readText("ts-runtime/src/errno.ts").match(/\bE[A-Z]{2,}\b/g) ?? [];
  const documented = rows("Errors of a program").flatMap((cells) => names(cells, 1, /\bE[A-Z]+/g));
  t.true(documented.length > 20);
  t.deepEqual(
    documented.filter((code) => !known.includes(code)),
    [],
  );
});

test("the README leads to every page", (t) => {
  const readme = readText("README.md");
  for (const name of readdirSync(join(root, "docs"))) {
    t.true(readme.includes(`docs/${name}`), name);
  }
});
