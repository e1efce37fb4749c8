import { builtinModules } from "node:module";

/** What programs for browsers and Node use and a device has not. The bundler, the type check and the editor's declarations all read this. */
export interface Absent {
  readonly names: readonly string[];
  /** What to do in its place. */
  readonly instead: string;
}

/** An absent global; `type` is what its declaration has beside the hint. */
export interface AbsentGlobal extends Absent {
  readonly type?: string;
  /** The language's own library declares it, so that a declaration here would be a second one. */
  readonly isDeclared?: boolean;
}

const connect = "open a TcpStream of async-io-ts";
const noScreen = "a device has no page; print with console.log";
const notKept = "keep it in a variable: memory does not outlive a reset";

const globals: readonly AbsentGlobal[] = [
  { names: ["Buffer"], instead: "use Uint8Array, TextEncoder and TextDecoder" },
  {
    names: ["process"],
    instead: "import args, exit, memory or system from async-io-ts",
    type: '{ readonly env: NotOnDevice<"process.env is not on the device: import args from async-io-ts"> & { readonly NODE_ENV: "production" } }',
  },
  { names: ["setImmediate", "clearImmediate"], instead: "use setTimeout with 0 ms, or queueMicrotask" },
  { names: ["require"], instead: "a program is an ES module: use import" },
  { names: ["__dirname", "__filename"], instead: 'there are no files; import a text with { type: "text" }' },
  { names: ["global", "window", "self"], instead: "use globalThis" },
  { names: ["document", "HTMLElement", "alert", "confirm", "prompt"], instead: noScreen },
  { names: ["navigator", "location", "history", "screen"], instead: "import system from async-io-ts" },
  { names: ["localStorage", "sessionStorage", "indexedDB"], instead: notKept },
  { names: ["XMLHttpRequest"], instead: "use fetch" },
  { names: ["WebSocket", "EventSource"], instead: connect },
  { names: ["FormData", "Blob", "File"], instead: "send a text, bytes or URLSearchParams" },
  { names: ["ReadableStream", "WritableStream", "TransformStream"], instead: "use an async generator and for await" },
  { names: ["requestAnimationFrame", "cancelAnimationFrame"], instead: "use setTimeout, or Timer of async-io-ts" },
  { names: ["requestIdleCallback", "cancelIdleCallback"], instead: "use setTimeout with 0 ms" },
  { names: ["Worker", "MessageChannel", "BroadcastChannel"], instead: "a program has one thread: use async functions" },
  { names: ["WebAssembly"], instead: "the engines run JavaScript only" },
  { names: ["Intl"], instead: "format it by hand, or install a package for it", isDeclared: true },
];

const sockets = "import TcpListener, TcpStream or UdpSocket from async-io-ts";
const noFiles = "it needs Node, and the device has no file system, processes or streams";
const modules: readonly Absent[] = [
  { names: ["net", "dgram"], instead: sockets },
  { names: ["dns", "dns/promises"], instead: "import lookup from async-io-ts" },
  { names: ["timers"], instead: "setTimeout and setInterval are globals, Timer comes from async-io-ts" },
  { names: ["timers/promises"], instead: "import sleep or Timer from async-io-ts" },
  { names: ["perf_hooks"], instead: "performance is a global" },
  { names: ["test"], instead: "import test from async-io-ts/test" },
  { names: ["process"], instead: "import args, exit, memory or system from async-io-ts" },
  { names: ["buffer"], instead: "use Uint8Array, TextEncoder and TextDecoder" },
  { names: ["events"], instead: 'use EventTarget, or "npm install eventemitter3"' },
  { names: ["http"], instead: "fetch is a global, and serve comes from async-io-ts/http" },
  { names: ["https", "http2", "tls"], instead: `${connect}, and send bytes` },
  {
    names: ["crypto"],
    instead: "crypto is a global with getRandomValues, randomUUID and subtle.digest; it has no ciphers",
  },
  { names: ["util"], instead: "structuredClone, TextEncoder and TextDecoder are globals; console.log formats" },
  { names: ["assert", "assert/strict"], instead: "console.assert is a global, assertions come with async-io-ts/test" },
  { names: ["os"], instead: "import system or memory from async-io-ts" },
  { names: ["url"], instead: "URL and URLSearchParams are globals" },
  { names: ["stream", "stream/promises", "stream/web"], instead: "use an async generator and for await" },
  { names: ["worker_threads", "cluster", "child_process"], instead: "a program has one thread: use async functions" },
  { names: ["async_hooks"], instead: "hand on what an operation needs as an argument" },
];

/** Modules of Node's that a package of the same name can take the place of. */
const replaceable: ReadonlySet<string> = new Set([
  "assert",
  "buffer",
  "constants",
  "events",
  "path",
  "process",
  "punycode",
  "querystring",
  "stream",
  "string_decoder",
  "sys",
  "timers",
  "url",
  "util",
]);

const byGlobal = new Map(globals.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
const byModule = new Map(modules.flatMap(({ names, instead }) => names.map((name) => [name, instead] as const)));
const builtin: ReadonlySet<string> = new Set(builtinModules.map(withoutPrefix));

/** One line for a global that a device has not, or `undefined` for any other name. */
export function absentGlobal(name: string): string | undefined {
  const entry = byGlobal.get(name);
  return entry === undefined ? undefined : sentence(name, entry.instead);
}

/** All names that {@link absentGlobal} knows. */
export const absentGlobals: readonly string[] = [...byGlobal.keys()];

/** One line for a module of Node's, with or without `node:`, or `undefined` for any other module. */
export function absentModule(path: string): string | undefined {
  const name = withoutPrefix(path);
  return path.startsWith("node:") || builtin.has(name)
    ? sentence(`"${path}"`, byModule.get(name) ?? noFiles)
    : undefined;
}

/** Declarations by which the type check and an editor tell of all this: the text of a `.d.ts` file. */
export function absentDeclarations(): string {
  const names = [...new Set([...builtin, ...byModule.keys()])].filter((name) => !name.startsWith("_")).sort();
  return [
    "/** What a device has not: the text says what to use in its place. */",
    "type NotOnDevice<Why extends string> = symbol & { readonly why: Why };",
    ...globals.filter(({ isDeclared }) => !isDeclared).flatMap(globalDeclarations),
    ...names.flatMap((name) => moduleDeclarations(name)),
    "",
  ].join("\n");
}

function globalDeclarations({ names, instead, type }: AbsentGlobal): string[] {
  return names.flatMap((name) => [
    `/** @deprecated ${sentence(name, instead)} */`,
    `declare var ${name}: ${typeOf(sentence(name, instead))}${type === undefined ? "" : ` & ${type}`};`,
  ]);
}

/** As a pattern, whose star stands for nothing, a declaration counts only where no package of that name is installed. */
function moduleDeclarations(name: string): string[] {
  const bare = replaceable.has(name) ? `${name.slice(0, -1)}*${name.slice(-1)}` : name;
  return [`node:${name}`, bare].flatMap((path) => {
    const why = absentModule(path.replace("*", "")) ?? "";
    return [`/** @deprecated ${why} */`, `declare module "${path}" { const absent: ${typeOf(why)}; export = absent; }`];
  });
}

function typeOf(why: string): string {
  return `NotOnDevice<${JSON.stringify(why)}>`;
}

function sentence(name: string, instead: string): string {
  return `${name} is not on the device: ${instead}`;
}

function withoutPrefix(name: string): string {
  return name.replace(/^node:/, "");
}
