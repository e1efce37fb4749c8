/** Titles and logs that are TAP, XML or a terminal's commands, through `async-io test`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { idle, Project } from "./project.ts";

const project = new Project();

/** As their source has them. */
const titles = [
  "reads # SKIP",
  "ends with #",
  "a \\\\ b # TODO",
  "rings \\u0007 and \\u001b[31mreds\\u001b[0m",
  "<a> & \\u0001",
];

test.before(() => {
  const cases = titles.map(
    (title) => `test("${title}", (t) => { t.log("1\\rok 99 - 2\\nnot ok 98 - 3\\u0007"); t.pass(); });`,
  );
  project.tests("titles.test.ts", `${cases.join("\n")}\ntest("fails # SKIP", (t) => t.fail());`);
});

test.serial("TAP escapes titles, and keeps logs in comments", async (t) => {
  const { code, stdout } = await project.test(["titles.test.ts", "--tap"], idle).ended;
  t.is(code, 1);
  const lines = stdout.split(/[\r\n]+/).filter((line) => /^(not )?ok|^1\.\./.test(line));
  t.deepEqual(lines.map((line) => line.replace(/ \d+ - /, " ")).sort(), [
    "1..6",
    "not ok fails \\# SKIP",
    "ok <a> & ␁",
    "ok a \\\\ b \\# TODO",
    "ok ends with \\#",
    "ok reads \\# SKIP",
    "ok rings ␇ and reds",
  ]);
  t.is(stdout.match(/^# {3}1␍ok 99 - 2\n# {3}not ok 98 - 3␇$/gm)?.length, 5);
});

test.serial("a JUnit report has nothing that XML cannot have", async (t) => {
  await project.test(["titles.test.ts", "--junit", "titles.xml"], idle).ended;
  const xml = readFileSync(join(project.folder, "titles.xml"), "utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  t.notRegex(xml, /[\0-\x08\x0b-\x1f\x7f-\x9f]/);
  for (const name of ["reads # SKIP", "a \\ b # TODO", "rings ␇ and reds", "&lt;a> &amp; ␁"]) {
    t.true(xml.includes(` name="${name}"`), name);
  }
});
