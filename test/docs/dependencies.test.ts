import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { optionalTools, tools } from "../../harness/setup/checks/index.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("docs/dependencies.md");
/** As Python's package index compares names. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[-_.]+/g, "-");
const first = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, name = ""]) => name);
/** What stands in backticks, or begins a cell, in a part of the page. */
const documented = (heading: string) =>
  first(page.split(`\n## ${heading}`)[1]?.split("\n## ")[0] ?? "", /`([\w@/.-]+)`/g).map(plain);

const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(read("package.json"));
const npm = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) =>
  Object.keys(manifest[kind] ?? {}),
);
const python = ["requirements.txt", "requirements-zephyr.txt"].flatMap((name) =>
  first(read(`harness/setup/${name}`), /^([\w.-]+)==/gm),
);
const crates = first(read("Cargo.toml").split("[dependencies]")[1] ?? "", /^([\w-]+) =/gm);
const west = first(read("west.yml"), /^ {10}- (\w+)$/gm);

const missing = test.macro({
  exec: (t, heading: string, names: readonly string[], least: number) => {
    const known = documented(heading);
    t.true(names.length >= least, `${names}`);
    t.deepEqual(
      names.map(plain).filter((name) => !known.includes(name)),
      [],
    );
  },
  title: (_, heading) => `docs/dependencies.md has each of: ${heading}`,
});

test(missing, "The firmware: C sources", crates, 3);
test(missing, "Zephyr: a west workspace", west, 4);
test(missing, "The harness: npm packages", npm, 10);
test(missing, "Python packages", python, 10);

test("docs/dependencies.md has each tool that the set-up installs or that is used where it is found", (t) => {
  const sections = page.split("\n## The system's packages")[1]?.toLowerCase() ?? "";
  const names = [...Object.values(tools), ...Object.values(optionalTools)].map(({ name }) => name.split(" ")[0] ?? "");
  t.true(names.length > 10);
  t.deepEqual(
    names.filter((name) => !sections.includes(name)),
    [],
  );
});

test("docs/dependencies.md gives a reason for no npm package that is not one of the project", (t) => {
  const section = page.split("\n## The harness: npm packages")[1]?.split("\n## ")[0] ?? "";
  const rows = first(section, /^\| `([\w@/.-]+)`/gm);
  t.true(rows.length > 10);
  t.deepEqual(
    rows.filter((name) => !npm.includes(name)),
    [],
  );
});
