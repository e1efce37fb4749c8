/** `async-io test --watch`: which test files a save runs again. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { refusedIn, Workspace } from "../support/command.ts";
import { scenario } from "../support/fake-device.ts";
import { Watching } from "../support/watching.ts";

const workspace = new Workspace();
const refused = refusedIn(workspace.folder);

test.afterEach.always((t) => {
  t.deepEqual(workspace.leftovers(), []);
});

/** A device whose one test has the title that its program says behind TITLE-, and passes unless that is "wrong". */
const device = scenario(`
  const [, title] = /TITLE-(\\w+)/.exec(device.image().toString("latin1"));
  const test = (record) => device.record({ t: "test", ...record });
  device.start();
  test({ event: "plan", titles: [title], skipped: [] });
  test(title === "wrong" ? { event: "fail", title, error: { message: "no" } } : { event: "pass", title });
  test({ event: "end" });
  device.exit(title === "wrong" ? 1 : 0);
`);

const deviceTest = (word: string) =>
  `import test from "async-io-ts/test";\nimport { word } from "../src/${word}.ts";\ntest(word, () => {});\n`;
const word = (title: string) => `export const word: string = "TITLE-${title}";\n`;

test.serial("a save runs those test files again that it is about, new ones too", async (t) => {
  const folder = join(workspace.folder, "project");
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write("package.json", '{ "type": "module" }');
  for (const name of ["one", "two"]) {
    write(`src/${name}.ts`, word(name));
    write(`test/${name}.device.ts`, deviceTest(name));
  }
  const running = new Watching(workspace, folder, ["test", "--watch", "--firmware", device]);
  await running.stderr("passed; waiting for a change\n");
  await running.stdout(/2 tests passed/);

  write("src/two.ts.new", word("second"));
  renameSync(join(folder, "src/two.ts.new"), join(folder, "src/two.ts"));
  await running.stderr("src/two.ts changed; running test/two.device.ts\n");
  await running.stdout(/✔ second[\s\S]*1 test passed/);
  await running.stderr("passed; waiting for a change\n");

  write("src/one.ts", word("wrong"));
  await running.stdout(/✘ \[fail\]: wrong/);
  await running.stderr("ended with code 1; waiting for a change\n");

  write("src/one.ts", "export const word: number = 'TITLE-one';\n");
  await running.stderr(/src\/one\.ts\(1,14\): error TS2322: [\s\S]*\nasync-io: waiting for a change\n/);
  write("src/one.ts", word("right"));
  await running.stdout(/✔ right[\s\S]*1 test passed/);
  await running.stderr("passed; waiting for a change\n");

  write("test/more/three.device.ts", deviceTest("two").replace("../src", "../../src"));
  await running.stderr("test/more/three.device.ts changed; running test/more/three.device.ts\n");
  await running.stderr("passed; waiting for a change\n");
  t.is(await running.interrupt(), 130);
  t.regex(running.text.stdout, /1 test passed\n$/);
});

test.serial("a program that a test boots is one of its files, and a save while it runs is not missed", async (t) => {
  const folder = join(workspace.folder, "host");
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write("package.json", '{ "type": "module" }');
  write("src/main.ts", 'import { word } from "./word.ts";\nconsole.log(word);\n');
  write("src/word.ts", word("one"));
  write(
    "test/main.test.ts",
    `import { test } from "async-io-ts/ava";
     test("the program runs", async (t, { boot }) => {
       const device = await boot("../src/main.ts");
       const [, title] = await device.expect(/says (\\w+)/);
       t.log("it is " + title);
     });`,
  );
  const says = scenario(`
    const [, title] = /TITLE-(\\w+)/.exec(device.image().toString("latin1"));
    device.start();
    device.print("says " + title + "\\n");
  `);
  const running = new Watching(workspace, folder, ["test", "--watch", "--firmware", says]);
  await running.stdout("it is one");
  write("src/word.ts", word("two"));
  await running.stderr("src/word.ts changed; running test/main.test.ts\n");
  await running.stdout("it is two");
  await running.stderr("passed; waiting for a change\n");
  t.is(await running.interrupt(), 130);
});

test.serial("without tests there is nothing to watch", refused, ["test", "--watch", "none"], /there is no such file/);
