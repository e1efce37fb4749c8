/** Values that a device and Node print, each by a name: the one has to print what the other does. */
class Point {
  x = 1;
  get length(): number {
    return 1;
  }
}
class Far extends Point {
  y = [1, 2];
}
class TooLate extends Error {}
class Named extends Error {
  override name = "NamedError";
  code = "ENAMED";
}
class Odd extends Error {}
class List extends Array<number> {}
class Tagged {
  get [Symbol.toStringTag](): string {
    return "Tag";
  }
}
function calibrate(): void {}
async function later(): Promise<void> {}
function* several(): Generator<number> {
  yield 1;
}
async function* stream(): AsyncGenerator<number> {
  yield 1;
}

const loop: Record<string, unknown> = { name: "loop" };
loop.self = loop;
loop.inner = { loop, list: [loop] };
const other: Record<string, unknown> = { loop };
other.other = other;
const sparse: unknown[] = [1];
sparse[3] = 2;
sparse[9] = 3;
const gap: unknown[] = [undefined, 0, null];
delete gap[1];
const named = [1, 2];
Object.assign(named, { extra: "x", [Symbol("s")]: 1 });

export const inspected: Readonly<Record<string, () => unknown[]>> = {
  "several values": () => [1, "two", [3], null, undefined, true],
  numbers: () => [[0, -0, 1.5, Number.NaN, 12n, 1e21]],
  "texts in an object": () => [["plain", "it's", 'say "so"', 'it\'s "so"', "`'\"", "a\nb\t\u0007\\", "é🚀\ud800"]],
  "a text of several lines": () => [{ text: `${"line one ".repeat(5)}\n${"line two ".repeat(5)}\n` }],
  "a long text": () => [["x".repeat(10_003)]],
  symbols: () => [[Symbol("s"), Symbol(), Symbol.iterator]],
  "symbol keys": () => [{ [Symbol("key")]: 1, [Symbol.iterator]: 2, plain: 3 }],
  keys: () => [{ a: 1, "b-c": 2, $d: 3, _e: 4, 5: 6, "": 7, é: 8 }],
  "empty ones": () => [[{}, [], new Map(), new Set(), new Uint8Array(0), Object.create(null)]],
  "nested ones": () => [{ a: { b: { c: { d: 1 } } }, list: [[[[1]]], [[[]]]], map: new Map([["k", { a: { b: 1 } }]]) }],
  "three levels": () => [{ a: { b: { c: 1 } } }],
  classes: () => [[Point, Far, class {}, class extends Point {}, Map, Date]],
  "objects of classes": () => [[new Point(), new Far(), new Tagged(), new List(1, 2, 3), new (class {})()]],
  functions: () => [[calibrate, () => {}, later, several, stream, async () => {}]],
  "a function with properties": () => [Object.assign(calibrate, { a: 1, b: { c: 2 } })],
  accessors: () => [
    Object.defineProperties(
      {},
      {
        both: { get: () => 1, set: () => {}, enumerable: true },
        one: { get: () => 1, enumerable: true },
        other: { set: () => {}, enumerable: true },
        hidden: { value: 1 },
      },
    ),
  ],
  "an object without a prototype": () => [Object.assign(Object.create(null), { a: 1, b: Object.create(null) })],
  "an object of an object": () => [Object.create({ inherited: 1 })],
  circular: () => [loop],
  "circular twice": () => [other],
  "boxed primitives": () => [[Object(3), Object("abc"), Object(true), Object(5n), Object(Symbol("s")), Object(-0)]],
  dates: () => [[new Date(0), new Date(Number.NaN), Object.assign(new Date(0), { a: 1 })]],
  patterns: () => [[/a+/gi, Object.assign(/b/, { c: 1 })]],
  maps: () => [
    new Map<unknown, unknown>([
      ["key", { a: 1 }],
      [{ b: 2 }, new Map([[1, new Set(["x"])]])],
    ]),
  ],
  sets: () => [new Set<unknown>([1, "two", [3], { four: 4 }])],
  "weak ones": () => [[new WeakMap(), new WeakSet()]],
  "a generator": () => [
    (function* () {
      yield 1;
    })(),
  ],
  proxies: () => [[new Proxy({ a: 1 }, {}), new Proxy([1, 2], {}), new Proxy(() => {}, {})]],
  bytes: () => [
    [new Uint8Array([1, 2, 255]), new Float32Array([1.5]), new Int16Array(8), new Uint8Array([1, 2]).buffer],
  ],
  "many bytes": () => [Uint8Array.from({ length: 150 }, (_, i) => i)],
  "a view": () => [new DataView(new Uint8Array([1, 2, 3]).buffer, 1)],
  "many numbers": () => [Array.from({ length: 120 }, (_, i) => i * i)],
  "many texts": () => [Array.from({ length: 27 }, (_, i) => "x".repeat(i % 7))],
  "a hundred and one items": () => [new Array(101).fill(0), new Set(Array.from({ length: 101 }, (_, i) => i))],
  "items that are no numbers": () => [Array.from({ length: 9 }, (_, i) => ({ i }))],
  "a sparse array": () => [[sparse, new Array(3), gap]],
  "an array with properties": () => [named],
  "a long object": () => [{ first: "x".repeat(40), second: "y".repeat(40), third: { fourth: [1, 2, 3] } }],
  "a wide object": () => [Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i]))],
  "lists of lists": () => [[[1, 2, [3, 4, [5, [6]]]], { a: [{ b: { c: {} } }] }]],
  "an error": () => [new TypeError("no good")],
  "an error without a message": () => [new Error()],
  "an error with properties": () => [Object.assign(new RangeError("far"), { code: "EFAR", at: { x: 1 } })],
  "an error with a cause": () => [new Error("outer", { cause: new TypeError("inner", { cause: "deepest" }) })],
  "errors of classes": () => [new TooLate("late"), new Named("named"), new Odd("odd")],
  "errors within": () => [{ error: new Error("within"), list: [new TooLate("listed")] }],
  "an AggregateError": () => [
    new AggregateError([new TypeError("one"), new AggregateError([new Error("two")], "nested"), "three"], "all", {
      cause: new Error("why"),
    }),
  ],
  "an error without a stack": () => [Object.defineProperty(new Error("bare"), "stack", { value: undefined })],
  placeholders: () => ["%s %d %i %f %j %O %% %c.", "text", 1.5, "7.9x", "2.5", { a: [1] }, { b: { c: {} } }, "css"],
  "placeholders for objects": () => ["%s %s %s %s", { a: { b: 1 } }, [1, [2]], -0, null],
};

/** What console.table is given, in the same way. */
export const tables: Readonly<Record<string, () => [unknown, string[]?]>> = {
  rows: () => [
    [
      { a: 1, b: "x" },
      { a: 2, c: true },
    ],
  ],
  primitives: () => [["apples", 1, null, undefined, Symbol("s")]],
  "rows and primitives": () => [[{ a: 1 }, "plain", [1, 2]]],
  objects: () => [{ first: { name: "Ada", age: 36 }, second: { name: "Alan", tags: { a: 1, b: 2, c: 3 } } }],
  "some columns": () => [
    [{ a: 1, b: 2 }, { a: 3 }],
    ["b", "none"],
  ],
  "a map": () => [
    new Map<unknown, unknown>([
      ["a", 1],
      ["b", { c: 2 }],
    ]),
  ],
  "a set": () => [new Set([1, "two"])],
  nothing: () => [[]],
  "no object": () => [5],
};
