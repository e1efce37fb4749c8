import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";

const names = (folder: string) => readdirSync(join(root, folder), { withFileTypes: true });
const page = readFileSync(join(root, "docs/architecture.md"), "utf8");

/** What a table names in backticks, with `*` for anything. */
function named(heading: string): readonly RegExp[] {
  const section = page.split(`### ${heading}\n`)[1]?.split(/^##/m)[0] ?? "";
  const cells = section.split("\n").map((line) => line.split("|")[1] ?? "");
  return cells.flatMap((cell) => cell.match(/(?<=`)[\w.*]+\/?(?=`)/g) ?? []).map(pattern);
}

function pattern(name: string): RegExp {
  return new RegExp(`^${name.replace(/\.|\/$/g, (end) => (end === "." ? "\\." : "")).replaceAll("*", "\\w*")}$`);
}

test("every file of the firmware has its place in the architecture, and none is named that is gone", (t) => {
  const files = ["core", "app", "app/operations", "app/faults"].flatMap((folder) =>
    names(`firmware/${folder}`).map(({ name }) => name),
  );
  const rows = named("The firmware");
  const modules = files.filter((name) => name.endsWith(".c"));
  const lone = modules.filter((name) => !/^(?:crc32)\.c$/.test(name) && !rows.some((row) => row.test(name)));
  t.deepEqual(lone, []);
  t.deepEqual(
    rows.filter((row) => !files.some((name) => row.test(name))),
    [],
  );
});
