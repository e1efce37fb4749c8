/** Our copy of JerryScript beside Node.js, on this machine: what it frees too early, the address sanitizer finds. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { lookForModule, lookForWorkspace } from "../../harness/zephyr/index.ts";
import { needs } from "../support/needs.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { randomPatterns } from "./jerryscript/patterns.ts";

const workspace = lookForWorkspace();
const tree = workspace && lookForModule(workspace, "jerryscript");
const jerryscript = needs("a west workspace", tree !== undefined);
const folder = temporaryFolder("async-io-ts-jerryscript-");

if (tree !== undefined) {
  test.before("JerryScript is compiled", async (t) => {
    t.timeout(600_000);
    const source = join(root, "test", "firmware", "jerryscript");
    await execa("cmake", ["-G", "Ninja", "-S", source, "-B", folder, `-DAIO_JERRYSCRIPT=${tree}`]);
    await execa("ninja", ["-C", folder]);
  });
}

/** A program of test/firmware/jerryscript/fixtures. */
const read = (name: string) => readFileSync(new URL(`jerryscript/fixtures/${name}.js`, import.meta.url), "utf8");

async function printed(program: string): Promise<string> {
  const { stdout } = await execa(join(folder, "shell"), { input: program, env: { ASAN_OPTIONS: "detect_leaks=0" } });
  return stdout;
}

/** The lines that a program prints. */
const prints = test.macro(async (t, program: string, expected: readonly string[]) => {
  t.timeout(300_000);
  t.deepEqual((await printed(program)).split("\n"), expected);
});

/** The lines that a program prints, on our copy and on Node.js. */
const same = test.macro(async (t, program: string) => {
  t.timeout(300_000);
  const stdout = await printed(program);
  const prelude = "globalThis.print = (text) => process.stdout.write(`${text}\\n`); globalThis.gc ??= () => {};";
  const node = await execa("node", ["--input-type=commonjs"], { input: `${prelude}\n${program}` });
  t.true(node.stdout.length > 0);
  t.deepEqual(stdout.split("\n"), node.stdout.split("\n"));
});

jerryscript(
  "regular expressions by chance find what they find in Node.js",
  same,
  `
var cases = ${JSON.stringify(randomPatterns(600, 1))};
function text(group) { return group === undefined ? 0 : group; }
cases.forEach(function (each) {
  each[2].forEach(function (where) {
    var match = new RegExp(each[0], each[1]).exec(where);
    print(JSON.stringify([each[0], each[1], where, match && [match.index].concat(Array.prototype.slice.call(match).map(text))]));
  });
});`,
);

jerryscript(
  "what a program reaches stays while what it does not reach is freed bit by bit",
  same,
  `
var weak = [], map = new WeakMap(), set = new WeakSet(), kept = [], wrong = 0;
for (var i = 0; i < 300; i++) {
  var object = { i: i, s: "s" + i };
  weak.push(new WeakRef(object)); map.set(object, { object: object }); set.add(object);
  if (i % 3 === 0) { kept.push(object); }
}
function* steps(n) { for (var i = 0; i < n; i++) { var step = { i: i }; yield step; } }
var walks = [];
for (i = 0; i < 50; i++) { var walk = steps(5); walk.next(); if (i % 2) { walks.push(walk); } }
object = walk = undefined;
gc();
for (var round = 0; round < 500; round++) {
  var junk = { a: [1, 2, { b: "x" + round }], f: function () { return junk; }, d: 1.5 * round };
}
weak.forEach(function (each, i) {
  var target = each.deref();
  if (target === undefined ? i % 3 === 0 : target.i !== i || target.s !== "s" + i || map.get(target).object !== target || !set.has(target)) { wrong++; }
});
walks.forEach(function (each) { if (each.next().value.i !== 1) { wrong++; } });
kept.forEach(function (each) { if (map.get(each).object !== each) { wrong++; } });
print(wrong);`,
);

jerryscript(
  "awaits of values, thenables and promises run in the order of Node.js",
  same,
  `
var log = [];
async function one() {
  log.push("start"); await 1; log.push("value");
  await { then: function (resolve) { log.push("then"); resolve(5); } }; log.push("thenable");
  try { await { get then() { log.push("get"); throw 7; } }; } catch (error) { log.push("caught " + error); }
  try { await { then: function (resolve, reject) { reject(8); } }; } catch (error) { log.push("rejected " + error); }
  await undefined; log.push(await Promise.resolve(9)); log.push(typeof await function () {});
  return await { then: 3 };
}
async function other() { for (var i = 0; i < 15; i++) { await null; log.push(i); } }
one().then(function (value) { log.push(value.then); });
other().then(function () { print(log.join(" ")); });`,
);

jerryscript("variables of a switch, and constants, are what their declaration makes them", same, read("declarations"));
jerryscript("properties of super, private ones and computed keys are assigned to", same, read("references"));
jerryscript("private members and static blocks are what they are in Node.js", same, read("classes"));
jerryscript("characters are found in strings that are not ASCII", same, read("strings"));

// As ECMA-262 v16 has it: Node.js 20 closes no iterator here. The order of the last line is Node.js's, too.
jerryscript("iterators are closed, and async ones go on at once", prints, read("iteration"), [
  ...["1", "return", "caught bad", "return", "caught constructor", "return", "no throw: TypeError"],
  ...["caught done", "TypeError", "body", "TypeError"],
  "0 a3 1 b3 2 a2 3 4 a1 b2 5 6 7 b1 8 9 10 11 12 13",
]);

// As Node.js 26 has it: Node.js 20 has no `transfer`.
jerryscript("buffers are resized and detached while they are looked at", prints, read("buffers"), [
  "4 2 2 3 8",
  "8 6 2 7 8",
  "3 1 0 0 2",
  "outside TypeError",
  "1,2,3,0,0,0,0,0",
  "map 1,2,0,0",
  "filter 2,0,0",
  "reduceRight /4/undefined/undefined/1",
  "find 2",
  "includes true",
  "lastIndexOf 1",
  "fill 1,9,9",
  "copyWithin 3,4,3,4",
  "slice 2,3,0,0,0",
  "sort 4,3,2",
  "set 7",
  "from 9",
  "subarray 2,3,4,0,0",
  "iterator 1,2,3,0",
  "forEach 5",
  "0 true 10",
  "sort 0",
  "0 true 10",
  "fill TypeError",
  "0 true 10",
  "set undefined",
  "0 true 10",
  "from 0",
  "0 true 10",
  "of 0",
  "0 true 10",
  "element undefined",
  "0 true 10",
  "DataView TypeError",
  "0 true 10",
  "1225",
  "7,7,7",
]);

// As the standard of 2025 has it; functions have no source text here.
jerryscript(
  "built-in functions do what the standard says since JerryScript's edition of it",
  prints,
  read("editions"),
  [
    ...["1,2,aca,1,2", "function () { [native code] }"],
    ...["resolve,iterator,resolve,iterator,resolve,iterator,resolve,iterator"],
    ...["false", "false,1,true,1", "length,name", "true,false,false"],
  ],
);
