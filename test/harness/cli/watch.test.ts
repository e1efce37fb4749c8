/** `async-io run --watch`: what makes it run again, what does not, and that nothing is left of it. */
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

/** A device that prints each word of its program that begins with MARK, and waits for ever. */
const device = scenario(`
  const words = device.image().toString("latin1").match(/MARK-[\\w-]+/g) ?? [];
  device.start();
  device.print(words.join(" ") + " runs\\n");
`);

let serial = 0;

/** A program in a folder of its own that is watched, and runs. */
async function watched(files: Readonly<Record<string, string>>, firmware = device) {
  const folder = join(workspace.folder, `program-${serial++}`);
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries({ "package.json": "{}", ...files })) {
    write(name, text);
  }
  const running = new Watching(workspace, folder, ["run", "main.ts", "--watch", "--firmware", firmware]);
  return { folder, write, running };
}

const main = 'import { word } from "./word.ts";\nconsole.log(word);\n';
const word = (value: string) => `export const word: string = "MARK-${value}";\n`;

test.serial("a save of an imported file runs the program again, and Ctrl-C ends it with code 130", async (t) => {
  const { write, running } = await watched({ "main.ts": main, "word.ts": word("one") });
  await running.stdout("MARK-one runs\n");
  write("word.ts", word("two"));
  await running.stderr(/word\.ts changed; main\.ts runs again\n$/);
  await running.stdout("MARK-two runs\n");
  t.is(workspace.leftovers().filter((line) => line.includes("-kernel")).length, 1, "the first device is gone");
  t.is(await running.interrupt(), 130);
  t.is(running.text.stdout, "MARK-one runs\nMARK-two runs\n");
});

test.serial("a program that does not compile is told of, and what runs goes on until it compiles again", async (t) => {
  const { write, running } = await watched({ "main.ts": main, "word.ts": word("one") });
  await running.stdout("MARK-one runs\n");
  write("word.ts", "export const word: number = 'MARK-two';\n");
  await running.stderr(/word\.ts\(1,14\): error TS2322: .*\nasync-io: main\.ts does not compile; what runs goes on\n/);
  write("word.ts", "export const word = ;\n");
  await running.stderr(/word\.ts:1:21: Unexpected ";"\nasync-io: main\.ts does not compile; what runs goes on\n/);
  t.is(running.text.stdout, "MARK-one runs\n");
  write("word.ts", word("three"));
  await running.stdout("MARK-three runs\n");
  t.is(await running.interrupt(), 130);
});

test.serial("a program that does not compile at first runs as soon as it does", async (t) => {
  const { write, running } = await watched({ "main.ts": "" });
  await running.stderr(/main\.ts: the program is empty.*\nasync-io: main\.ts does not compile; waiting for a change\n/);
  write("main.ts", 'console.log("MARK-one");\n');
  await running.stdout("MARK-one runs\n");
  t.is(await running.interrupt(), 130);
});

test.serial("an editor that saves by a rename, and several saves at once, make one restart each", async (t) => {
  const { folder, write, running } = await watched({ "main.ts": main, "word.ts": word("one") });
  await running.stdout("MARK-one runs\n");
  write("word.ts.new", word("two"));
  renameSync(join(folder, "word.ts.new"), join(folder, "word.ts"));
  await running.stdout("MARK-two runs\n");
  for (const value of ["three", "four", "five"]) {
    write("word.ts", word(value));
    write("main.ts", `${main}// ${value}\n`);
  }
  await running.stdout("MARK-five runs\n");
  t.is(await running.interrupt(), 130);
  t.is(running.text.stdout, "MARK-one runs\nMARK-two runs\nMARK-five runs\n");
});

test.serial("a file that is missing is seen when it comes, in a folder that is new too", async (t) => {
  const { write, running } = await watched({ "main.ts": 'import { word } from "./a/b/word.ts"; console.log(word);\n' });
  await running.stderr(/cannot find "\.\/a\/b\/word\.ts": there is no such file\n/);
  write("a/b/word.ts", word("one"));
  await running.stdout("MARK-one runs\n");
  write("a/b/word.ts", word("two"));
  await running.stdout("MARK-two runs\n");
  t.is(await running.interrupt(), 130);
});

test.serial(
  "data, a type and a tsconfig.json that it is made of are watched, and what it is not made of is not",
  async (t) => {
    const { write, running } = await watched({
      "main.ts": [
        'import data from "./data/word.json" with { type: "json" };',
        'import type { Kind } from "./types/kind.ts";',
        'const kind: Kind = "a";',
        "console.log(data.word, kind);",
      ].join("\n"),
      "data/word.json": '{ "word": "MARK-one" }',
      "types/kind.ts": 'export type Kind = "a";\n',
      "tsconfig.json": '{ "extends": "./base.json" }',
      "base.json": '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler" } }',
    });
    await running.stdout("MARK-one runs\n");
    write("other.ts", "export const other = 1;\n");
    write("data/word.json", '{ "word": "MARK-two" }');
    await running.stdout("MARK-two runs\n");
    write("types/kind.ts", 'export type Kind = "b";\n');
    await running.stderr(/main\.ts\(3,7\): error TS2322/);
    write("types/kind.ts", 'export type Kind = "a";\n');
    await running.stderr(/kind\.ts changed; main\.ts runs again\n/);
    await running.stdout("MARK-two runs\n");
    write("base.json", '{ "compilerOptions": { "rootDirs": ["."] } }');
    await running.stderr(/rootDirs cannot be obeyed/);
    t.is(await running.interrupt(), 130);
    t.false(running.text.stderr.includes("other.ts"));
  },
);

test.serial("a program that has ended runs again at the next save, one that crashes too", async (t) => {
  const { write, running } = await watched(
    { "main.ts": 'console.log("MARK-3");\n' },
    scenario(`
      const [, code] = /MARK-(\\d)/.exec(device.image().toString("latin1"));
      device.start();
      device.print("code " + code + "\\n");
      code === "9" ? process.kill(process.pid, "SIGKILL") : device.exit(Number(code));
    `),
  );
  await running.stderr(/^async-io: it ended with code 3; waiting for a change\n/);
  write("main.ts", 'console.log("MARK-9");\n');
  await running.stderr(/QEMU ended by SIGKILL\nasync-io: it ended with code 70; waiting for a change\n/);
  write("main.ts", 'console.log("MARK-0");\n');
  await running.stderr(/it ended with code 0; waiting for a change\n$/);
  t.is(running.text.stdout.match(/code \d/g)?.at(-1), "code 0");
  t.is(await running.interrupt(), 130);
});

test.serial("a run that is watched ends with its stdout", async (t) => {
  const { running } = await watched(
    { "main.ts": main, "word.ts": word("one") },
    scenario('device.start(); setInterval(() => device.print("line\\n"), 1);'),
  );
  await running.stdout("line\n");
  running.child.stdout?.destroy();
  t.is(await running.code, 141);
});

const watch = (...args: string[]) => ["run", "--watch", ...args];
test.serial(
  "a program that is not there is not waited for",
  refused,
  watch("no.ts"),
  /no\.ts: .*there is no such file/,
);
test.serial("an option that is wrong is told at once", refused, watch("main.ts", "--board", "no"), /board/);
test.serial(
  "what only a virtual network has is refused for a board at once",
  refused,
  watch("main.ts", "--port", "/dev/null", "--capture", "x.pcapng"),
  /--capture writes the frames of the virtual network/,
);
