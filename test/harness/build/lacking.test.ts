/** What the bundler brings in for an engine that lacks it, and what it refuses. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import test, { type ExecutionContext } from "ava";
import type { Engine } from "../../../harness/base/choices.ts";
import { root } from "../../../harness/base/paths.js";
import { bundle } from "../../../harness/build/index.ts";

async function bundled(t: ExecutionContext, program: string, engine?: Engine, file = "main.ts") {
  const folder = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), program);
  return bundle(file, { cwd: folder, engine });
}

/** How much longer a program is for JerryScript than for QuickJS-ng. */
async function growth(t: ExecutionContext, program: string): Promise<number> {
  const [jerryscript, quickjs] = [await bundled(t, program, "jerryscript"), await bundled(t, program, "quickjs")];
  return jerryscript.code.length - quickjs.code.length;
}

const used: Readonly<Record<string, string>> = {
  toSorted: "console.log([3, 1].toSorted());",
  findLast: "console.log([3, 1].findLast((n) => n > 1));",
  groupBy: 'console.log(Object.groupBy([1, 2], (n) => (n % 2 ? "odd" : "even")));',
  withResolvers: "const { promise, resolve } = Promise.withResolvers(); resolve(1); console.log(await promise);",
  "try of promises": "console.log(await Promise.try(() => 1));",
  union: "console.log(new Set([1]).union(new Set([2])).size);",
  "a method that is taken apart": "const { isSubsetOf } = Set.prototype; console.log(isSubsetOf.name);",
  "a method that is looked up": 'console.log("union" in Set.prototype, Reflect.get(Set.prototype, "union").length);',
  isWellFormed: 'console.log("a".isWellFormed());',
  getOrInsert: "console.log(new Map().getOrInsert(1, 2));",
  link: 'console.log("here".link("/"));',
  "RegExp.escape": 'console.log(RegExp.escape("a.b"));',
  DisposableStack: "using stack = new DisposableStack(); stack.defer(() => console.log(1));",
  fromAsync: "console.log((await Array.fromAsync([1])).length);",
  Iterator: "console.log(Iterator.from([1, 2]).drop(1).toArray());",
  FinalizationRegistry: "console.log(new FinalizationRegistry(() => {}).unregister({}));",
  fromHex: 'console.log(Uint8Array.fromHex("0a").length);',
  toBase64: "console.log(new Uint8Array(3).toBase64());",
  getFloat16: "console.log(new DataView(new ArrayBuffer(2)).getFloat16(0));",
  sumPrecise: "console.log(Math.sumPrecise([0.1, 0.2]));",
  "a generator's helper": "function* count() { yield 1; } console.log(count().map((n) => n + 1).toArray());",
  "a helper behind a variable": "const found = [1, 2].values(); console.log(found.filter((n) => n > 1).toArray());",
  "a helper on what a function was handed":
    "const first = (it: any) => it.take(1).toArray(); console.log(first(new Set([1]).values()));",
  "a helper on what a method gave":
    "class List { *items() { yield 1; } all() { return this.items(); } } console.log(new List().all().map(String).next());",
  "named groups": 'console.log(/(?<year>[0-9]+)/.exec("in 2026")?.groups?.year);',
};
for (const [name, program] of Object.entries(used)) {
  test(`a program that uses ${name} gets it for JerryScript, and for either engine`, async (t) => {
    t.true((await growth(t, program)) > 0);
    t.is((await bundled(t, program)).code, (await bundled(t, program, "jerryscript")).code);
  });
}

test("a program that names Iterator gets zip and chunks where it uses them", async (t) => {
  const plain = await growth(t, "console.log(Iterator.from([1, 2]).toArray());");
  t.true((await growth(t, "console.log(Iterator.zip([[1], [2]]).toArray());")) > plain);
  t.true((await growth(t, "console.log(Iterator.from([1, 2]).chunks(2).toArray());")) > plain);
});

const unused: Readonly<Record<string, string>> = {
  "has methods of such names itself":
    "class Shape { union(other: Shape) { return [this, other]; } with = (x: number) => x; escape() { return 1; } }\n" +
    "const a = new Shape(); console.log(a.union(a).length, a.with(1), a.escape());",
  "names them in texts": 'console.log("union", "Iterator", "toSorted", { DisposableStack: 1 });',
  "maps what is no iterator":
    "console.log(Object.values({ a: 1 }).map((n) => n + 1), [1].filter(Boolean), new Map([[1, 2]]));",
  "only walks through iterators":
    "const map = new Map([[1, 2]]); for (const [k] of map.entries()) console.log(k);\n" +
    "class List { *[Symbol.iterator]() { yield 1; } } console.log([...new List()].map(String), Array.from(map.keys()).filter(Boolean));",
  "has data of such names": 'console.log(JSON.parse(`{"link":1,"small":2}`).link);',
  "zips and cuts without Iterator":
    "const tools = JSON.parse('{}'); console.log(tools.zip?.([1]), tools.chunks?.(2), [1].includes(1));",
  "has variables of such names": "const Iterator = { from: (n: number) => n }; console.log(Iterator.from(1));",
  "disposes of things": "using file = { [Symbol.dispose]() { console.log(1); } }; console.log(typeof file);",
  "has regular expressions that both engines parse": 'console.log(/^(?:a|[bc])+$/iu.test("abc"), /a(?=b)/g.flags);',
};
for (const [name, program] of Object.entries(unused)) {
  test(`a program that ${name} grows by nothing`, async (t) => {
    t.is(await growth(t, program), 0);
  });
}

test("the examples grow by nothing", async (t) => {
  for (const name of ["echo", "demo", "collector"]) {
    const file = join(root, "examples", `${name}.ts`);
    const [one, other] = [await bundle(file, { engine: "jerryscript" }), await bundle(file, { engine: "quickjs" })];
    t.is(one.code, other.code);
  }
});

/** What a program for JerryScript prints here, in a realm that lacks what is removed first. */
async function printed(t: ExecutionContext, program: string, remove = ""): Promise<string> {
  const { code } = await bundled(t, program, "jerryscript", "main.js");
  let output = "";
  const host = new Proxy(
    {
      write: (text: string) => {
        output += text;
      },
    },
    { get: (target, key) => Reflect.get(target, key) ?? (() => 0) },
  );
  await runInNewContext(`${remove};${code}`)(host);
  return output;
}

test("a regular expression with named groups, properties, sets and modifiers is what it is in newer engines", async (t) => {
  const program = String.raw`
    const date = /(?<year>\d{4})-(?<month>\d\d)/g;
    const { groups } = date.exec("on 2026-11");
    console.log(groups.year, groups.month, Object.getPrototypeOf(groups), date.source);
    console.log("2026-11, 2027-01".replace(date, "$<month>/$<year>"), "2026-11".replace(date, "$$<year> $<none>|"));
    console.log("2026-11".replace(date, (...all) => JSON.stringify(all.at(-1))));
    console.log([..."2026-11, 2027-01".matchAll(date)].map((match) => match.groups.month).join());
    console.log(/(?:(?<a>x)|(?<a>y))\k<a>/.exec("yy").groups.a, /(?<toString>x)/.exec("x").groups.toString);
    console.log(/^\p{Lu}\P{Lu}+$/u.test("Élan"), /^[\p{L}--[a-z]]+$/v.test("ÀB"), /^[\p{L}--[a-z]]$/v.test("a"), /(?i:a)b/.test("Ab"));
  `;
  t.is(
    await printed(t, program),
    [
      "2026 11 null (?<year>\\d{4})-(?<month>\\d\\d)",
      "11/2026, 01/2027 $<year> |",
      '{"year":"2026","month":"11"}',
      "11,01",
      "y x",
      "true true false true",
      "",
    ].join("\n"),
  );
});

const refused = test.macro(async (t, program: string, engine: Engine, message: RegExp) => {
  await t.throwsAsync(bundled(t, program, engine), { code: "EINVAL", message });
});
for (const engine of ["quickjs", "jerryscript"] as const) {
  test(
    `what is no regular expression is refused with its place for ${engine}, also where nothing uses it`,
    refused,
    'const name: string = "ü"; /(?<a>x)(?<a>y)/;\nconsole.log(name);',
    engine,
    /^main\.ts:1:27: Invalid regular expression: .*Duplicate capture group name/,
  );
}
test(
  "lookbehind is refused with its place for JerryScript",
  refused,
  'console.log(1);\n  console.log(/(?<=a)b/.test("ab"));',
  "jerryscript",
  /^main\.ts:2:15: lookbehind, \(\?<=…\) and \(\?<!…\), is not in JerryScript's regular expressions; use --engine quickjs$/,
);
test(
  "normalize() is refused with its place for JerryScript",
  refused,
  'const name: string = "é";\nconsole.log(name.normalize("NFC"));',
  "jerryscript",
  /^main\.ts:2:13: normalize\(\) of strings is not in JerryScript, .*: use --engine quickjs, or install a package for it$/,
);
for (const engine of ["quickjs", "jerryscript"] as const) {
  test(
    `the last match, which RegExp keeps in browsers, is refused with its place for ${engine}`,
    refused,
    'if (/(a)/.test("a")) console.log(RegExp.$1);',
    engine,
    /^main\.ts:1:34: RegExp\.\$1 is not on the device: take it from the match that exec\(\) returns$/,
  );
}
test("a program's own normalize() is taken", async (t) => {
  const own = "class Vector { normalize() { return 1; } }\nconsole.log(new Vector().normalize());";
  t.deepEqual((await bundled(t, own, "jerryscript")).warnings, []);
});

test("lookbehind is taken for QuickJS-ng, and a class that looks like it for JerryScript", async (t) => {
  t.regex((await bundled(t, 'console.log(/(?<=a)b/.test("ab"));', "quickjs")).code, /\/\(\?<=a\)b\//);
  t.regex((await bundled(t, 'console.log(/[(?<=a]b/.test("ab"));', "jerryscript")).code, /\/\[\(\?<=a\]b\//);
});

test("a class at the beginning of a sequence cannot be taken for parameters of an arrow function by JerryScript", async (t) => {
  const program =
    "let mine; const at = (mine = class { at() { return at; } }, Math.random()); console.log(new mine().at());";
  t.true((await bundled(t, program, "jerryscript", "main.js")).code.includes("=(0,mine=class"));
  t.true((await bundled(t, program, "quickjs", "main.js")).code.includes("=(mine=class"));
});

test("functions have the names that they have in the source, also those that nothing refers to", async (t) => {
  const program = `
    const one = function written() {}, two = class Written {}, three = function* threefold() {};
    const { four = (0, function () {}) } = {};
    console.log(one.name, two.name, three.name, JSON.stringify(four.name));
  `;
  t.is(await printed(t, program), 'written Written threefold ""\n');
});

test("a method that is brought in does as the language's own", async (t) => {
  const remove =
    "delete Set.prototype.union; delete Array.prototype.toSpliced; delete Promise.try; delete Object.groupBy;" +
    "delete Object.getPrototypeOf(Object.getPrototypeOf([].values())).map; delete globalThis.Iterator";
  const program = `
    const { enumerable, writable, configurable } = Object.getOwnPropertyDescriptor(Set.prototype, "union");
    console.log(enumerable, writable, configurable, Set.prototype.union.length, Set.prototype.union.name);
    console.log([...new Set([1, 2]).union(new Set([2, 3]))].join(), [1, 2, 3].toSpliced(1, 1, "x").join());
    console.log(JSON.stringify(Object.groupBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even"))), await Promise.try((n) => n + 1, 1));
    class Mine extends Iterator { next() { return { done: false, value: 7 }; } }
    console.log(new Mine().map((n) => n * 6).next().value, new Mine() instanceof Iterator);
    try { new Iterator(); } catch (error) { console.log(error.name); }
    try { new Set.prototype.union(); } catch (error) { console.log(error.name); }
  `;
  t.is(
    await printed(t, program, remove),
    'false true true 1 union\n1,2,3 1,x,3\n{"odd":[1,3],"even":[2]} 2\n42 true\nTypeError\nTypeError\n',
  );
});
