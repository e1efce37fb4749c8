import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";

const folders = ["docs", "examples/zephyr", "firmware/ports/freertos"];
const pages = [
  "README.md",
  ...folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)),
].filter((path) => path.endsWith(".md"));

/** What a heading is called in an address, as GitHub has it. A second one of that name has -1 behind it. */
function anchors(path: string): readonly string[] {
  const counts = new Map<string, number>();
  const prose = readFileSync(join(root, path), "utf8").replaceAll(/^```.*?^```/gms, "");
  return Array.from(prose.matchAll(/^#+ (.*)$/gm), ([, heading = ""]) => {
    const name = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\d\- _]/gu, "")
      .replaceAll(" ", "-");
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  });
}

test("every link of a page leads to a file and a heading that are there", (t) => {
  const dead: string[] = [];
  for (const page of pages) {
    for (const [, link = ""] of readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)\s]+)\)/g)) {
      const [path = "", heading] = link.split("#");
      const target = path === "" ? page : relative(root, join(root, dirname(page), path));
      const isThere = /^https?:/.test(link) || existsSync(join(root, target));
      if (!isThere || (heading !== undefined && target.endsWith(".md") && !anchors(target).includes(heading))) {
        dead.push(`${page}: ${link}`);
      }
    }
  }
  t.true(pages.length > 15);
  t.deepEqual(dead, []);
});

const sources = [
  "bench",
  "boards",
  "examples",
  "firmware",
  "harness",
  "test",
  "tools",
  "ts-runtime",
  "typedoc",
  "zephyr",
];
/** Files that a user writes, or that are Zephyr's. */
const others =
  /NAME|^(?:src\/)?(?:hello|main)\.ts$|gitlab-ci\.yml|^test\/hello\.test\.ts$|^report\.txt$|^net\/|^a\.b\.c$/;

test("every file that a page names in backticks is there", (t) => {
  const files = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );
  const ends = new Set(readdirSync(root));
  for (const file of files) {
    const parts = file.split("/");
    for (let from = 0; from < parts.length; from++) {
      ends.add(parts.slice(from).join("/"));
    }
  }
  const gone: string[] = [];
  for (const page of pages) {
    const prose = readFileSync(join(root, page), "utf8").replaceAll(/^```.*?^```/gms, "");
    for (const [, name = ""] of prose.matchAll(/`\.?\/?([\w./-]+\.(?:ts|js|c|h|cmake|conf|json|yml|txt))`/g)) {
      if (!others.test(name) && !ends.has(name)) {
        gone.push(`${page}: ${name}`);
      }
    }
  }
  t.deepEqual(gone, []);
});
