import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { typecheck } from "../../../harness/build/index.ts";

async function check(t: ExecutionContext, program: string, files: Readonly<Record<string, string>> = {}) {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ "main.ts": program, ...files })) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  return typecheck("main.ts", { cwd });
}

test("a program without mistakes passes in silence", async (t) => {
  const program = 'import { Timer } from "async-io-ts"; const at: number = await Timer.after(1); console.log(at);';
  t.deepEqual(await check(t, program), { ok: true, output: "" });
});

test("a mistake is shown as tsc shows it", async (t) => {
  const { ok, output } = await check(t, 'const x: number = "text";\nconsole.log(x);\n');
  t.false(ok);
  t.is(output, "main.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.\n");
});

const absent = test.macro({
  async exec(t, program: string, expected: readonly string[]) {
    const { ok, output } = await check(t, program);
    t.false(ok);
    t.deepEqual(
      output.trimEnd().split("\n"),
      expected.map((line) => `main.ts${line}`),
    );
  },
  title: (title) => `what a device has not is told in one line: ${title}`,
});

test("a global that is called", absent, "setImmediate(() => {});", [
  "(1,1): error TS2349: setImmediate is not on the device: use setTimeout with 0 ms, or queueMicrotask",
]);
test("a class", absent, "new XMLHttpRequest();", [
  "(1,5): error TS2351: XMLHttpRequest is not on the device: use fetch",
]);
test("a global whose member is used", absent, 'Buffer.from("x");\ndocument.title;\n', [
  "(1,8): error TS2339: Buffer is not on the device: use Uint8Array, TextEncoder and TextDecoder",
  "(2,10): error TS2339: document is not on the device: a device has no page; print with console.log",
]);
test("a text of Node's", absent, "export const path = `${__dirname}/x`;", [
  '(1,24): error TS2731: __dirname is not on the device: there are no files; import a text with { type: "text" }',
]);
test("the environment", absent, "export const home = process.env.HOME;", [
  "(1,33): error TS2339: process.env is not on the device: import args from async-io-ts",
]);
test("require", absent, 'export const fs = require("fs");', [
  "(1,19): error TS2349: require is not on the device: a program is an ES module: use import",
]);
test("a global as a type", absent, "export let bytes: Buffer;", [
  "(1,19): error TS2749: Buffer is not on the device: use Uint8Array, TextEncoder and TextDecoder",
]);
test("a named import of a module of Node's", absent, 'import { createServer } from "node:net";\ncreateServer();\n', [
  '(1,10): error TS2305: "node:net" is not on the device: import TcpListener, TcpStream or UdpSocket from async-io-ts',
]);
test("a module of Node's without its prefix", absent, 'import { readFileSync } from "fs";\nreadFileSync("x");\n', [
  '(1,10): error TS2305: "fs" is not on the device: it needs Node, and the device has no file system, processes or streams',
]);
test(
  "a module of Node's that a package can take the place of",
  absent,
  'import EventEmitter from "events";\nnew EventEmitter();',
  ['(2,5): error TS2351: "events" is not on the device: use EventTarget, or "npm install eventemitter3"'],
);
test("functions of a test runner", absent, 'describe("x", () => {});', [
  '(1,1): error TS2593: describe is not a global: import test from "async-io-ts/test"',
]);

test("a type check never advises to install declarations", async (t) => {
  const { output } = await check(
    t,
    "$(); NodeJS; HTMLDivElement; clearImmediate; fetch('/'); new Deno(); import 'node:x';",
  );
  t.notRegex(output, /install|@types|npm i|'lib'/);
});

test("a package of the name of a module of Node's has its own types", async (t) => {
  const { ok, output } = await check(t, 'import { answer } from "events"; export const x: 42 = answer;', {
    "node_modules/events/package.json": '{ "types": "index.d.ts" }',
    "node_modules/events/index.d.ts": "export declare const answer: 42;",
  });
  t.is(output, "");
  t.true(ok);
});

test("texts and JSON are imported with their types", async (t) => {
  const program = `
    import ca from "./ca.pem" with { type: "text" };
    import data from "./data.json";
    export const [text, number]: [string, number] = [ca, data.x];
  `;
  t.deepEqual(await check(t, program, { "ca.pem": "text", "data.json": '{ "x": 1 }' }), { ok: true, output: "" });
});

test("process.env.NODE_ENV and what asks whether a global is there pass", async (t) => {
  const program = `
    if (process.env.NODE_ENV !== "production") { console.log("never"); }
    export const where = typeof process === "undefined" || typeof window === "undefined" ? "device" : "elsewhere";
  `;
  t.deepEqual(await check(t, program), { ok: true, output: "" });
});

test("setTimeout and setInterval take a promise's resolve, and check the arguments that they hand on", async (t) => {
  const program = `
    await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise<void>((resolve) => { setInterval(resolve, 1); });
    const id: number = setTimeout((a: number, b: string) => console.log(a, b), 1, 2, "3");
    clearTimeout(id);
    const timer: ReturnType<typeof setTimeout> = setTimeout(() => {});
    clearTimeout(timer);
  `;
  t.deepEqual(await check(t, program), { ok: true, output: "" });
  t.false((await check(t, 'setTimeout((a: number) => console.log(a), 1, "2");')).ok);
  t.false((await check(t, "await new Promise<number>((resolve) => setTimeout(resolve, 1));")).ok);
});

test("the nearest tsconfig.json counts", async (t) => {
  const lenient = `{ "extends": ${JSON.stringify(join(root, "ts-runtime/tsconfig.device.json"))}, "compilerOptions": { "strict": false } }`;
  const program = "export function f(x) { return x; }";
  t.true((await check(t, program, { "tsconfig.json": lenient })).ok);
  t.regex((await check(t, program)).output, /TS7006/);
});

test("a project extends the configuration of the installed package", async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  await mkdir(join(cwd, "node_modules"));
  await symlink(root, join(cwd, "node_modules", "async-io-ts"));
  await writeFile(join(cwd, "tsconfig.json"), '{ "extends": "async-io-ts/ts-runtime/tsconfig.device.json" }');
  await writeFile(join(cwd, "main.ts"), 'import { sleep } from "async-io-ts";\nawait sleep("1");\n');
  const { output } = await typecheck("main.ts", { cwd });
  t.regex(output, /^main\.ts\(2,13\): error TS2345: .*\n$/);
});

test("other files beside the program are not checked", async (t) => {
  t.true((await check(t, "console.log(1);", { "broken.ts": 'const x: number = "text";' })).ok);
});

test("a mistake that was mended is gone the next time, and one that stays is told of again", async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  const outcomes: boolean[] = [];
  for (const value of ['"text"', '"text"', "1", '"text"']) {
    await writeFile(join(cwd, "main.ts"), `const x: number = ${value};\nconsole.log(x);\n`);
    outcomes.push((await typecheck("main.ts", { cwd })).ok);
  }
  t.deepEqual(outcomes, [false, false, true, false]);
});

test("a check that is aborted rejects with the reason", async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  await writeFile(join(cwd, "main.ts"), "console.log(1);");
  const signal = AbortSignal.abort(new Error("enough"));
  await t.throwsAsync(typecheck("main.ts", { cwd, signal }), { message: "enough" });
});

const device = join(root, "ts-runtime", "tsconfig.device.json");
const asUsers = (options: object, rest: object = {}) =>
  JSON.stringify({ extends: device, ...rest, compilerOptions: options });

for (const options of [
  { rootDir: "src", outDir: "dist" },
  { composite: true, declaration: true, declarationMap: true },
  { declaration: true, emitDeclarationOnly: true, noEmit: false },
  { noEmit: false, sourceMap: true, outDir: "dist", removeComments: true, importHelpers: true },
  { types: ["node"] },
  { types: ["a-package/client"] },
  { lib: ["es2023", "dom"] },
  { lib: ["es2015"] },
  { strict: false, noUnusedLocals: true, noUnusedParameters: true },
  { noPropertyAccessFromIndexSignature: true, exactOptionalPropertyTypes: true, noImplicitReturns: true },
  { isolatedDeclarations: true, declaration: true },
  { isolatedModules: true, erasableSyntaxOnly: true, verbatimModuleSyntax: true },
  { experimentalDecorators: true, useDefineForClassFields: true, target: "es2024" },
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "preserve", allowImportingTsExtensions: false },
  { moduleDetection: "auto", jsx: "react-jsx", jsxImportSource: "preact" },
  { skipLibCheck: false, skipDefaultLibCheck: false },
]) {
  test(`a user's options are the user's: ${JSON.stringify(options)}`, async (t) => {
    const program = `
      import { sleep, TcpListener, UdpSocket } from "async-io-ts";
      import test from "async-io-ts/test";
      setTimeout(() => console.log("late"), 1);
      await sleep(1);
      test("title", (t) => { t.true(TcpListener !== undefined && UdpSocket !== undefined); });
    `;
    const { output } = await check(t, program, {
      "tsconfig.json": asUsers(options),
      "package.json": '{ "type": "module" }',
      "node_modules/@types/node/index.d.ts": "declare var process: { exit(code: number): never };",
      "node_modules/a-package/client.d.ts": "declare const injected: string;",
      "src/other.ts": "",
    });
    t.is(output, "");
  });
}

test("a program has the globals and is a module also where its tsconfig.json extends nothing", async (t) => {
  const files = { "tsconfig.json": '{ "compilerOptions": { "strict": true } }' };
  t.deepEqual(
    await check(t, "setTimeout(() => console.log(await0), 1); const await0 = await Promise.resolve(1);", files),
    {
      ok: true,
      output: "",
    },
  );
});

test("paths and baseUrl are obeyed, whichever file of a chain sets them", async (t) => {
  const files = {
    "base/paths.json": '{ "compilerOptions": { "paths": { "@lib/*": ["../lib/*"] } } }',
    "base/more.json": '{ // with a comment\n "compilerOptions": { "strict": true, } }',
    "tsconfig.json": JSON.stringify({ extends: [device, "./base/paths", "./base/more.json"] }),
    "lib/one.ts": "export const one: 1 = 1;",
  };
  t.deepEqual(await check(t, 'import { one } from "@lib/one.ts"; export const x: 1 = one;', files), {
    ok: true,
    output: "",
  });
  const based = { ...files, "tsconfig.json": asUsers({ baseUrl: "./lib" }) };
  t.deepEqual(await check(t, 'import { one } from "one"; export const x: 1 = one;', based), { ok: true, output: "" });
});

test("an option that tsc does not take is told with the user's own file", async (t) => {
  const files = {
    "base.json": '{\n  "compilerOptions": {\n    "moduleResolution": "node10"\n  }\n}',
    "tsconfig.json": JSON.stringify({ extends: [device, "./base.json"] }),
  };
  const { ok, output } = await check(t, "", files);
  t.false(ok);
  t.regex(output, /^base\.json\(3,5\): error TS5108: Option 'moduleResolution=node10' has been removed/m);
  t.notRegex(output, /typecheck/);
});

test("a tsconfig.json that extends what does not exist is told", async (t) => {
  await t.throwsAsync(check(t, "", { "tsconfig.json": '{ "extends": "not-installed/tsconfig.json" }' }), {
    code: "EINVAL",
    message: /tsconfig\.json: cannot read the configuration of TypeScript: .*not-installed/,
  });
});

test("a program in JavaScript is checked as far as its tsconfig.json says", async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(cwd, { recursive: true, force: true }));
  await writeFile(join(cwd, "main.js"), 'let x = 1;\nx = "text";\nconsole.log(x);\n');
  const withOptions = async (options: object) => {
    await writeFile(join(cwd, "tsconfig.json"), asUsers(options));
    return (await typecheck("main.js", { cwd })).output;
  };
  t.is((await typecheck("main.js", { cwd })).output, "");
  t.is(await withOptions({}), "");
  t.is(await withOptions({ allowJs: false }), "");
  t.is(await withOptions({ allowJs: true }), "");
  t.is(
    await withOptions({ checkJs: true }),
    "main.js(2,1): error TS2322: Type 'string' is not assignable to type 'number'.\n",
  );
});
