/** What the types of a device program declare is there on the device, on whichever engine it runs. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { absentGlobals } from "../../harness/build/absent.ts";
import { boot } from "../../harness/index.ts";
import { declaredMembers } from "../support/declared-members.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder("async-io-ts-declared-");

/** Objects of which the types of a prototype tell, and it has not: fields of each object. */
const instances: Readonly<Record<string, string>> = {
  "Function.prototype": "(function () {})",
  "RegExp.prototype": "/x/",
  "AggregateError.prototype": "new AggregateError([], '', { cause: 1 })",
  "Event.prototype": 'new Event("x")',
  "AbortController.prototype": "new AbortController()",
  "Iterator.prototype": "(function* () {})()",
  "TextDecoder.prototype": "new TextDecoder()",
  "DOMException.prototype": "Object.assign(new DOMException(), { cause: 1 })",
  "Request.prototype": 'new Request("http://a/")',
  "Response.prototype": "new Response()",
  "CustomEvent.prototype": 'new CustomEvent("x")',
};
function instanceOf(object: string): string {
  return instances[object] ?? object.replace(/^(\w*Error)\.prototype$/, "new $1('', { cause: 1 })");
}

/** A program that prints what is not there of some objects. */
function program(objects: ReturnType<typeof declaredMembers>): string {
  const looks = objects
    .filter(({ object }) => object !== "NaN" && object !== "Infinity")
    .map(({ object, keys }) => {
      // Named beside its instance, so that the bundler sees whose members these are.
      const args = [`${JSON.stringify(object)}`, instanceOf(object), object, ...keys];
      return `look(${args.join(", ")});`;
    });
  return [
    "const look = (name, object, type, ...keys) => {",
    '  for (const key of keys) if (!(key in object)) console.log("missing", name, String(key));',
    "};",
    ...looks,
    'console.log("all looked at", typeof console.table);',
  ].join("\n");
}

/** What is declared and is not there: the bundler brings it in or refuses it where a program uses it. */
const refused: Readonly<Record<string, RegExp>> = {
  jerryscript: /^missing (?:RegExp \S+|String\.prototype normalize|console table)$/,
  quickjs: /^missing (?:RegExp \S+|console table)$/,
};

test("each global and each member that is declared is there", async (t) => {
  const names = new Set(absentGlobals);
  const objects = declaredMembers(join(root, "ts-runtime", "tsconfig.device.json"), (name) => names.has(name));
  t.true(objects.flatMap(({ keys }) => keys).length > 1000);
  const file = join(folder, "declared.js");
  writeFileSync(file, program(objects));
  await using device = await boot(file, { network: false });
  await device.exit;
  const lines = device.output.trimEnd().split("\n");
  t.is(lines.pop(), "all looked at function");
  t.deepEqual(
    lines.filter((line) => !refused[device.info.engine]?.test(line)),
    [],
  );
  t.is(lines.filter((line) => /^missing RegExp /.test(line)).length, 19);
});
