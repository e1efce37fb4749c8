/** What a program's top level declares by let, const or class cannot be read before it is there. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import test, { type ExecutionContext } from "ava";
import { bundle, bundleName, StackMap } from "../../../harness/build/index.ts";

type Files = Readonly<Record<string, string>>;

/** What a program puts into `report` when its bundle runs here, and the stack of the error that ends it. */
async function run(t: ExecutionContext, files: Files, minify: boolean): Promise<{ report: unknown; stack: string }> {
  const folder = await mkdtemp(join(tmpdir(), "async-io-lexical-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  const made = await bundle("main.ts", { cwd: folder, minify });
  const name = bundleName(made.code);
  const before = Object.getOwnPropertyDescriptors(globalThis);
  let stack = "";
  try {
    await runInThisContext(made.code, { filename: name })(new Proxy({}, { get: () => () => 0 })).catch(
      (error: Error) => {
        stack = new StackMap(made, folder).resolve(error.stack ?? "");
      },
    );
    return { report: (globalThis as { report?: unknown }).report, stack };
  } finally {
    Object.defineProperties(globalThis, before);
    delete (globalThis as { report?: unknown }).report;
  }
}

const reports = test.macro(async (t, files: Files, expected: unknown) => {
  for (const minify of [true, false]) {
    const { report, stack } = await run(t, files, minify);
    t.deepEqual(report, expected, stack);
  }
});

const tried = `
const asked: string[] = [];
function ask(read: () => unknown): void {
  try { asked.push(String(read())); } catch (error) { asked.push((error as Error).name); }
}
(globalThis as any).report = asked;
`;

test.serial(
  "variables, constants, patterns and classes are there from their declaration on",
  reports,
  {
    "main.ts": `${tried}
      const all = () => { ask(() => a); ask(() => b); ask(() => c + d + e.length); ask(() => new F().g); ask(() => typeof a); ask(() => { b = 5; return b; }); };
      all();
      let a = 1, b: number | undefined;
      const { c, x: [d], ...e } = { c: 2, x: [3], length: 4 };
      class F { g = F.h; static h = 6; }
      all();`,
  },
  [...Array(6).fill("ReferenceError"), "1", "undefined", "9", "6", "number", "5"],
);
test.serial(
  "var, functions and enumerations are there before",
  reports,
  {
    "main.ts": `${tried}
      ask(() => v); ask(() => f()); ask(() => E);
      var v = 1; let l = 2; var w = 3, x; let y = 4;
      function f() { return "f"; }
      enum E { One }
      for (var i = 0; i < 1; i++) { asked.push([v, l, w, x, y, i, E.One].join()); }
      for (const y of [l]) { asked.push(String(y)); }`,
  },
  ["undefined", "f", "undefined", "1,2,3,,4,0,0", "2"],
);
test.serial(
  "modules that import each other see what is there",
  reports,
  {
    "main.ts": `${tried.replaceAll("asked", "list")}
      import { other, first } from "./other.ts"; import lazy from "./other.ts";
      export let here = "here"; export class Base { name = "base"; }
      list.push(first, other(), new lazy().name);`,
    "other.ts": `
      import { here, Base } from "./main.ts";
      export let first = "none";
      try { first = here; } catch (error) { first = (error as Error).name; }
      export const other = () => here + new Base().name;
      export default class { name = first; }`,
  },
  ["ReferenceError", "herebase", "ReferenceError"],
);
test.serial(
  "a module that is imported when it is asked for",
  reports,
  {
    "main.ts": `${tried}
      const { value, change, Late } = await import("./late.ts");
      change(); asked.push(String(value), new Late().name); ask(() => after); let after = 1;`,
    "late.ts":
      'export let value: number; let hidden = 1; export const change = () => { value = ++hidden; }; change(); export class Late { name = "late"; }',
  },
  ["2", "late", "ReferenceError"],
);
test.serial(
  "a package's own var is there before",
  reports,
  {
    "main.ts": 'import "./old.cjs"; import "./old.js"; export {};',
    "old.cjs": "globalThis.report = [typeof late]; var late = 1; exports.late = late;",
    "old.js":
      "globalThis.report.push(typeof other); var other = 1, more = typeof other; const less = 2; globalThis.report.push(more);",
  },
  ["undefined", "undefined", "number"],
);
test.serial("positions behind declarations that were parted stay", async (t) => {
  const main =
    "var a = 1;\nlet b = 2;\nvar c = 3; let d = (() => { throw new Error([a, b, c].join()); })();\nexport { d };\n";
  for (const minify of [true, false]) {
    const { stack } = await run(t, { "main.ts": main }, minify);
    t.regex(stack, /^Error: 1,2,3\n.*main\.ts:3:35/);
  }
});
