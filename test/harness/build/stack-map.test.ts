import test from "ava";
import { StackMap } from "../../../harness/build/index.ts";

/** One line whose columns 0, 10 and 20 come from line 1, 5 and 9 of two sources. */
const map = JSON.stringify({
  version: 3,
  sources: ["src/a.ts", "../../opt/ts-runtime/src/b.ts"],
  names: [],
  mappings: "AAAA,UAIE,UCIA",
});
/** The name is that of an empty text, whose hash is 0. */
const stacks = new StackMap({ code: "", map, folder: "/home/user/project" }, "/home/user/project");

test("every position in a text is replaced", (t) => {
  t.is(
    stacks.resolve("at f (app-00000000.js:1:1)\nat app-00000000.js:1:12\n"),
    "at f (src/a.ts:1:1)\nat src/a.ts:5:3\n",
  );
});

test("a source far from the current folder is shown by its absolute path", (t) => {
  t.is(stacks.resolve("at app-00000000.js:1:21"), "at /home/opt/ts-runtime/src/b.ts:9:3");
});

test("paths are relative to the folder that was asked for", (t) => {
  const elsewhere = new StackMap({ code: "", map, folder: "/home/user/project" }, "/home/user/project/src");
  t.is(elsewhere.resolve("app-00000000.js:1:1"), "a.ts:1:1");
});

test("a position without a column is that of the line's first", (t) => {
  t.is(stacks.resolve("app-00000000.js:1"), "src/a.ts:1:1");
});

for (const text of [
  "no position here",
  "app-00000000.js",
  "app-00000000.js:99:1",
  "app-00000000.js:0:0",
  "myapp-00000000.js:1:1",
  "app-00000000.js:x",
  "app.js:1:1",
  "app-00000001.js:1:1",
  "",
]) {
  test(`what has no counterpart stays as it is: ${JSON.stringify(text)}`, (t) => {
    t.is(stacks.resolve(text), text);
  });
}
