import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { bundle, bundleName, StackMap } from "../../../harness/build/index.ts";
import { needs } from "../../support/needs.ts";

/** A folder outside this project with one program in it, and perhaps other files. */
async function project(
  t: ExecutionContext,
  program: string,
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ "main.ts": program, ...files })) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Runs a bundle here, with a host that prints into an array, as far as that goes. */
async function run(code: string): Promise<string> {
  let printed = "";
  const host = new Proxy({} as Record<string, unknown>, {
    get: (_target, name) => (name === "write" ? (text: string) => (printed += text) : () => 0),
  });
  const globals = Object.getOwnPropertyDescriptors(globalThis);
  try {
    const program = runInThisContext(code) as (host: unknown) => Promise<void>;
    await program(host);
  } finally {
    Object.defineProperties(globalThis, globals);
  }
  return printed;
}

test.serial("a bundle is one function expression that runs the program behind the globals", async (t) => {
  const folder = await project(t, 'const text: string = "hello"; console.log(text, await Promise.resolve(7));');
  const { code, warnings } = await bundle("main.ts", { cwd: folder });
  t.regex(code, /^\(async function \(host\) \{ "use strict";\n[\s\S]*\}\)\n?$/);
  t.is(await run(code), "hello 7\n");
  t.deepEqual(warnings, []);
});

test.serial("a bundle that becomes byte code has no tagged templates, and does the same", async (t) => {
  const program = "test/device/programs/syntax.ts";
  const [source, released] = [
    await bundle(program, { cwd: root }),
    await bundle(program, { cwd: root, release: true }),
  ];
  t.regex(source.code, /String\.raw`/);
  t.notRegex(released.code, /String\.raw`/);
  const printed = await run(source.code);
  t.regex(printed, /^a\\n\|b\| 1,2 \\u\{41\} plain 2\ntrue true 2\n/);
  t.is(await run(released.code), printed);
});

test.serial("a program's own names do not meet the runtime's", async (t) => {
  const folder = await project(t, "const host = 1, Timer = 2, globals = 3; console.log(host, Timer, globals);");
  t.is(await run((await bundle("main.ts", { cwd: folder })).code), "1 2 3\n");
});

test.serial("the runtime is found from a project elsewhere, and is there once", async (t) => {
  const folder = await project(
    t,
    'import { other } from "./other.ts"; import { Timer } from "async-io-ts"; console.log(other === Timer);',
    {
      "other.ts": 'import { Timer } from "async-io-ts"; export const other = Timer;',
    },
  );
  t.is(await run((await bundle("main.ts", { cwd: folder })).code), "true\n");
});

test.serial("a program has of the runtime what it imports, and the globals", async (t) => {
  const folder = await project(
    t,
    'import { memory } from "async-io-ts"; console.log(typeof memory, typeof setTimeout);',
  );
  const { code, map } = await bundle("main.ts", { cwd: folder });
  t.is(await run(code), "function function\n");
  const { sources } = JSON.parse(map) as { sources: string[] };
  t.true(sources.some((file) => file.endsWith("/src/program.ts")));
  t.deepEqual(
    sources.filter((file) => /\/src\/(async|tcp-stream|timer)\.ts$/.test(file)),
    [],
  );
});

test.serial("packages are bundled, also CommonJS, and one may have the name of a module of Node's", async (t) => {
  const folder = await project(t, 'import one from "one"; import events from "events"; console.log(one, events);', {
    "node_modules/one/package.json": '{ "main": "index.js" }',
    "node_modules/one/index.js": 'module.exports = "common";',
    "node_modules/events/package.json": '{ "main": "index.js" }',
    "node_modules/events/index.js": 'module.exports = "installed";',
  });
  t.is(await run((await bundle("main.ts", { cwd: folder })).code), "common installed\n");
});

test.serial("a package that looks at process.env.NODE_ENV is bundled as for production", async (t) => {
  const folder = await project(t, 'import { mode } from "tiny-lib"; console.log(`mode ${mode}`);', {
    "node_modules/tiny-lib/package.json": '{ "main": "index.js" }',
    "node_modules/tiny-lib/index.js":
      "if (process.env.NODE_ENV !== 'production') { exports.mode = 'development'; } else { exports.mode = 'production'; }",
  });
  const { code } = await bundle("main.ts", { cwd: folder });
  t.is(await run(code), "mode production\n");
  t.notRegex(code, /development/);
});

test.serial("texts and JSON are part of the bundle", async (t) => {
  const program = `
    import ca from "./ca.pem" with { type: "text" };
    import data from "./data.json";
    console.log(ca, data.x);
  `;
  const folder = await project(t, program, { "ca.pem": "a certificate", "data.json": '{ "x": 1 }' });
  t.is(await run((await bundle("main.ts", { cwd: folder })).code), "a certificate 1\n");
});

test.serial("a program in JavaScript is bundled, as TSX is", async (t) => {
  const folder = await project(t, "", {
    "main.mjs": 'import { one } from "./one.ts"; class A { x; } console.log(one, Object.keys(new A()).join());',
    "one.ts": "export const one: number = 1;",
    "main.tsx": "/** @jsx h */ const h = (name: string) => name; console.log(<p />);",
  });
  t.is(await run((await bundle("main.mjs", { cwd: folder })).code), "1 x\n");
  t.is(await run((await bundle("main.tsx", { cwd: folder })).code), "p\n");
});

test.serial("an unused field is assigned, not defined, and private fields stay private", async (t) => {
  const folder = await project(
    t,
    "class A { x = 1; #y = 2; get y() { return this.#y; } } console.log(new A().x, new A().y, Object.keys(new A()).join());",
  );
  const { code } = await bundle("main.ts", { cwd: folder });
  t.notRegex(code, /defineProperty\([^)]*"x"/);
  t.is(await run(code), "1 2 x\n");
});

test("a bundle has no syntax that one of the engines lacks", async (t) => {
  const program = `
    const a = globalThis as { b?: { c(): number } };
    console.log(a?.b?.c(), a.b ?? 1, 1_000);
    async function* f() { yield* [1]; for await (const x of f()) { } }
    await using _r = { async [Symbol.asyncDispose]() {} };
    export { f };
  `;
  const { code } = await bundle("main.ts", { cwd: await project(t, program) });
  t.false(/\?\.(?!\d)/.test(code.replaceAll(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/(?:[^/\\\n]|\\.)+\//g, "")), "?.");
  t.notRegex(code, /1_000|await using|^export/m);
});

test("a bundle keeps names, and is far smaller than without minify", async (t) => {
  const folder = await project(t, "function veryLongName() { throw new Error('x'); } veryLongName();");
  const small = await bundle("main.ts", { cwd: folder });
  const large = await bundle("main.ts", { cwd: folder, minify: false });
  t.regex(small.code, /veryLongName/);
  t.true(small.code.length < 0.75 * large.code.length);
});

const refused = test.macro({
  async exec(t, program: string, expected: { code?: string; message: string | RegExp }) {
    const folder = await project(t, program);
    const error = await t.throwsAsync(bundle("main.ts", { cwd: folder }), {
      name: "UsageError",
      code: "EINVAL",
      ...expected,
    });
    t.like(error, { exitCode: 64 });
  },
  title: (title) => `a program is refused ${title}`,
});

test("with a syntax error", refused, "const a = 1;\nconst ü = ;\n", { message: 'main.ts:2:11: Unexpected ";"' });
test("with two mistakes, in a line each", refused, 'import "./a"; import "./b";', {
  message:
    'main.ts:1:8: cannot find "./a": there is no such file\nmain.ts:1:22: cannot find "./b": there is no such file',
});
test("that imports a package that is not there", refused, 'import x from "left-pad"; x();', {
  message: 'main.ts:1:15: cannot find "left-pad": it is not installed; try "npm install left-pad"',
});
test("that imports node:net", refused, '\nimport net from "node:net"; net();', {
  message: 'main.ts:2:17: "node:net" is not on the device: import TcpListener, TcpStream or UdpSocket from async-io-ts',
});
test("that imports fs", refused, 'import { readFileSync } from "fs"; readFileSync("x");', {
  message: /^main\.ts:1:30: "fs" is not on the device: it needs Node/,
});
test("that imports the harness", refused, 'import { boot } from "async-io-ts/harness"; boot();', {
  message: /^main\.ts:1:22: "async-io-ts\/harness" is for programs on the host, not on the device/,
});
test("that imports a name that is not exported", refused, 'import { Nothing } from "async-io-ts"; Nothing();', {
  message: /^main\.ts:1:10: No matching export in ".*index\.ts" for import "Nothing"/,
});
test("that is empty", refused, " \n\t\n", {
  code: "ENODATA",
  message: "main.ts: the program is empty: there is nothing to run",
});

test("that uses a global of Node's", refused, "\nconsole.log('ü', Buffer, Buffer.from('x'));", {
  message: "main.ts:2:18: Buffer is not on the device: use Uint8Array, TextEncoder and TextDecoder",
});
test(
  "that uses several globals of browsers",
  refused,
  "document.title = '';\nfunction f() { return localStorage; }\nf();",
  {
    message:
      "main.ts:1:1: document is not on the device: a device has no page; print with console.log\n" +
      "main.ts:2:23: localStorage is not on the device: keep it in a variable: memory does not outlive a reset",
  },
);

test("a package that uses a global of a browser is warned of, with its place", async (t) => {
  const folder = await project(t, 'import one from "one"; console.log(one);', {
    "node_modules/one/package.json": '{ "main": "index.js" }',
    "node_modules/one/index.js": "exports.title = () =>\n  document.title;",
  });
  t.deepEqual((await bundle("main.ts", { cwd: folder })).warnings, [
    "node_modules/one/index.js:2:3: document is not on the device: a device has no page; print with console.log",
  ]);
});

test.serial(
  "a program may ask for a global, catch that there is none, name something so, or bring its own",
  async (t) => {
    const folder = await project(
      t,
      `
    const where = typeof window !== "undefined" ? window : typeof process === "object" && process.argv ? "node" : "device";
    const caught = (() => { try { return indexedDB; } catch { return "caught"; } })();
    const fetch = () => "own";
    console.log(where === "node" || where === "device", caught, fetch(), typeof document, { process: 1 }.process);
    globalThis.alert = () => "mine"; console.log(alert("x"), "Buffer document");
    `,
    );
    const { code, warnings } = await bundle("main.ts", { cwd: folder });
    t.deepEqual(warnings, []);
    t.regex(await run(code), /^true caught own undefined 1\nmine Buffer document\n$/);
  },
);

test.serial(
  "crypto is in the bundle where a program or a package names it, and costs the others nothing",
  async (t) => {
    const has = async (program: string) => {
      const folder = await project(t, program, {
        "node_modules/one/package.json": '{ "main": "index.js" }',
        "node_modules/one/index.js": "exports.id = () => crypto.randomUUID();",
      });
      const { code, warnings } = await bundle("main.ts", { cwd: folder });
      t.deepEqual(warnings, []);
      return { code, names: /randomUUID|defineProperty\(globalThis,"crypto"/.test(code) };
    };
    const uuid = "00000000-0000-4000-8000-000000000000\n";
    for (const program of [
      "console.log(crypto.randomUUID());",
      "console.log(globalThis.crypto.randomUUID());",
      'console.log(globalThis["crypto"]?.randomUUID());',
      'import { id } from "one"; console.log(id());',
      'console.log(typeof crypto === "object" ? Reflect.get(globalThis, "crypto").randomUUID() : "none");',
    ]) {
      t.is(await run((await has(program)).code), uuid, program);
    }
    for (const program of [
      "console.log(1);",
      "const crypto = { a: 1 }; console.log(crypto.a);",
      'console.log({ crypto: 1 }.crypto, "crypto");',
      "for (const crypto of [1]) console.log(crypto);",
    ]) {
      t.false((await has(program)).names, program);
    }
  },
);

test.serial("what packages for bundlers take for granted is there", async (t) => {
  const program = `
    import one from "one";
    const { NODE_ENV } = process.env;
    console.log(NODE_ENV, process.env.DEBUG, one);
  `;
  const folder = await project(t, program, {
    "node_modules/one/package.json": '{ "main": "index.js" }',
    "node_modules/one/index.js":
      "module.exports = typeof process !== 'undefined' && process.env && process.env.X ? 1 : global === globalThis;",
  });
  const { code, warnings } = await bundle("main.ts", { cwd: folder });
  t.deepEqual(warnings, []);
  t.is(await run(code), "production undefined true\n");
});

test("a program that does not exist, is a folder, or is no TypeScript is refused", async (t) => {
  const folder = await project(t, "", { "readme.md": "# text", "folder.ts/x": "" });
  const refuse = (name: string, expectation: object) => t.throwsAsync(bundle(name, { cwd: folder }), expectation);
  await refuse("no.ts", { code: "ENOENT", message: "no.ts: cannot read the program: there is no such file" });
  await refuse("main.ts/x.ts", {
    code: "ENOTDIR",
    message: "main.ts/x.ts: cannot read the program: there is no such file",
  });
  await refuse("folder.ts", { code: "EISDIR", message: /it is a folder, not a program/ });
  await refuse("readme.md", { code: "EINVAL", message: /a program is a TypeScript or JavaScript file/ });
});

needs("a user who is not root", process.getuid?.() !== 0)("a program that may not be read is refused", async (t) => {
  const folder = await project(t, "console.log(1)");
  await chmod(join(folder, "main.ts"), 0);
  await t.throwsAsync(bundle("main.ts", { cwd: folder }), { code: "EACCES", message: /permission denied/ });
});

test("import.meta is warned of", async (t) => {
  const folder = await project(t, "console.log(import.meta);");
  t.deepEqual((await bundle("main.ts", { cwd: folder })).warnings, [
    "main.ts:1:13: import.meta is empty on the device",
  ]);
});

for (const minify of [true, false]) {
  test(`positions lead back to TypeScript ${minify ? "from a minified bundle" : "from a readable bundle"}`, async (t) => {
    const folder = await project(t, 'import { thrower } from "./lib/thrower.ts";\n\n  thrower("marker");\n', {
      "lib/thrower.ts":
        '// one\n// two\nexport function thrower(text: string): never {\n  throw new Error(text + "thrown here");\n}\n',
    });
    const made = await bundle("main.ts", { cwd: folder, minify });
    const at = (text: string) => {
      const before = made.code.slice(0, made.code.indexOf(text)).split("\n");
      return `${bundleName(made.code)}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    };
    const map = new StackMap(made, folder);
    const stack = `Error: x\n    at thrower (${at("throw new Error(text")})\n    at ${at('thrower("marker")')}\n`;
    t.is(map.resolve(stack), "Error: x\n    at thrower (lib/thrower.ts:4:3)\n    at main.ts:3:3\n");
  });
}
