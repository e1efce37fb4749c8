import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { type Bundle, bundle, bundleName, StackMap } from "../../../harness/build/index.ts";

type Files = Readonly<Record<string, string>>;

async function bundled(t: ExecutionContext, files: Files, minify = true): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), "async-io-test-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return bundle("main.ts", { cwd: folder, minify });
}

/** What a program puts into `report` when it runs here. */
async function report({ code }: Bundle): Promise<unknown> {
  const before = Object.getOwnPropertyDescriptors(globalThis);
  try {
    await runInThisContext(code)(new Proxy({}, { get: () => () => 0 }));
    return (globalThis as { report?: unknown }).report;
  } finally {
    Object.defineProperties(globalThis, before);
    delete (globalThis as { report?: unknown }).report;
  }
}

const named = test.macro({
  async exec(t, files: Files, expected: readonly string[]) {
    for (const minify of [true, false]) {
      t.deepEqual(await report(await bundled(t, files, minify)), expected);
    }
  },
  title: (title) => `a class has the name that it has in the source: ${title}`,
});

const tell = (...classes: string[]) =>
  `\n(globalThis as any).report = [${classes.map((name) => `${name}.name`).join()}];`;

test.serial(
  "where it makes itself",
  named,
  { "main.ts": `class Reader { static make() { return new Reader(); } }${tell("Reader")}` },
  ["Reader"],
);
test.serial(
  "in front of a variable that uses it",
  named,
  {
    "main.ts": `
      class Count { static #all = 1; static next() { return ++Count.#all; } }
      class Made { #x = 1; static all: Made[] = []; static { Made.all.push(new Made()); } get x() { return this.#x; } }
      const count = new Count(), made = new Made();${tell("count.constructor", "made.constructor")}`,
  },
  ["Count", "Made"],
);
test.serial(
  "with static fields, blocks and private members",
  named,
  {
    "main.ts": `
      class A { static one = A.make(); static make() { return 1; } #p = 1; get p() { return this.#p; } }
      class B { static { void B.name; } static s = 1; static f = () => B.s; }
      abstract class C<T> { static all: C<any>[] = []; private constructor(readonly x: T) { C.all.push(this); } }
      class D extends Error { static of() { return new D("x"); } }
      const made = (() => { class E { static self = () => E; } return E; })();
      ${tell("A", "B", "C", "D", "made")}`,
  },
  ["A", "B", "C", "D", "E"],
);
test.serial(
  "where another file has one of that name",
  named,
  {
    "main.ts": `
      import { Socket as First, Plain as Other } from "./other.ts";
      class Socket { static make() { return new Socket(); } }
      class Plain { x = 1; }
      class Plain2 { static self = () => Plain2; }
      ${tell("Socket", "First", "Plain", "Other", "Plain2")}`,
    "other.ts": "export class Socket {} export class Plain { static make() { return new Plain(); } }",
  },
  ["Socket", "Socket", "Plain", "Plain", "Plain2"],
);
test.serial(
  "where the runtime has one of that name, and the runtime's own",
  named,
  {
    "main.ts": `
      import { Timer as Theirs, TcpStream, UdpSocket } from "async-io-ts";
      class Timer {}
      ${tell("Timer", "Theirs", "TcpStream", "UdpSocket", "AbortController", "AbortSignal", "TextDecoder", "EventTarget")}`,
  },
  ["Timer", "Timer", "TcpStream", "UdpSocket", "AbortController", "AbortSignal", "TextDecoder", "EventTarget"],
);
test.serial(
  "with decorators of both kinds",
  named,
  {
    "main.ts": `const d: any = (value: unknown) => value; @d class A { static make() { return new A(); } @d m() {} }${tell("A")}`,
  },
  ["A"],
);

test.serial("a class that uses another one of its name goes on using that", async (t) => {
  const made = await bundled(t, {
    "main.ts": `
      import { Base as Theirs } from "./other.ts";
      class Base extends Theirs { other() { return new Theirs().kind; } self() { return new Base().kind; } kind = "mine"; }
      (globalThis as any).report = [new Base().other(), new Base().self()];`,
    "other.ts": 'export class Base { kind = "theirs"; }',
  });
  t.deepEqual(await report(made), ["theirs", "mine"]);
});

test.serial("texts that look like a class stay as they are", async (t) => {
  const made = await bundled(t, {
    "main.ts":
      'class A { static make() { return new A(); } }\n(globalThis as any).report = ["class _A {}", `A2 = class {}`, A.name];',
  });
  t.deepEqual(await report(made), ["class _A {}", "A2 = class {}", "A"]);
});

for (const minify of [true, false]) {
  test(`positions behind a renamed class are right${minify ? "" : " in a readable bundle"}`, async (t) => {
    const source = `class Reader { static make() { return new Reader(); } read() { return "ä" + "marker"; } }
class Timer {}
console.log(Reader.make(), Timer, "last");`;
    const made = await bundled(t, { "main.ts": source, "x.ts": "" }, minify);
    const map = new StackMap(made, made.folder);
    const at = (text: string) => {
      const before = made.code.slice(0, made.code.indexOf(text)).split("\n");
      return `${bundleName(made.code)}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    };
    t.is(map.resolve(at("console.log(Reader.make(),")), "main.ts:3:1");
    t.regex(map.resolve(at('"last"')), /^main\.ts:3:3\d$/);
  });
}

test("no class of the runtime has a name that esbuild made", async (t) => {
  const { code } = await bundle("test/device/tcp.device.ts", { cwd: root });
  t.notRegex(code, /class _[A-Z]/);
});
