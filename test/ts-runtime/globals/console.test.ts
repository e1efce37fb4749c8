/** What console prints. */
import test from "ava";
import "../support/install.ts";
import { console } from "../../../ts-runtime/src/globals/console.ts";
import { inspect } from "../../../ts-runtime/src/globals/inspect.ts";
import { fake } from "../support/install.ts";

const prints = test.macro((t, values: unknown[], expected: string) => {
  fake.forget();
  console.log(...values);
  t.is(fake.output, `${expected}\n`);
});

test.serial("nothing", prints, [], "");
test.serial("texts as they are, with spaces between", prints, ["a b", "c"], "a b c");
test.serial(
  "placeholders",
  prints,
  ["%s is %d%% of %i, %j %o", "x", 50, 7.9, { a: 1 }, [1]],
  'x is 50% of 7, {"a":1} [ 1 ]',
);
test.serial("placeholders for numbers", prints, ["%d %i %f %d", 5n, 6n, "1.5x", Symbol("s")], "5n 6n 1.5 NaN");
test.serial("a placeholder for JSON, of what has none", prints, ["%j", 5n], "5n");
test.serial("placeholders without a value", prints, ["100%s %d"], "100%s %d");
test.serial("values after the placeholders", prints, ["%s", "a", { b: 1 }], "a { b: 1 }");
test.serial("a first value that is no text", prints, [1, "%s", null], "1 %s null");

const shows = test.macro((t, value: unknown, expected: string) => {
  t.is(inspect(value), expected);
});

class Point {
  x = 1;
  get length(): number {
    return 1;
  }
}
const circular: Record<string, unknown> = { name: "loop" };
circular.self = circular;

test("a text", shows, 'it\'s "so"\n', '`it\'s "so"\\n`');
test("a text with double quotes", shows, 'say "so"', "'say \"so\"'");
test("negative zero", shows, -0, "-0");
test("a big number", shows, 12n, "12n");
test("undefined", shows, undefined, "undefined");
test("a symbol", shows, Symbol("s"), "Symbol(s)");
test("a function", shows, function named() {}, "[Function: named]");
test("a class", shows, Point, "[class Point]");
test("an empty object", shows, {}, "{}");
test("an object", shows, { a: 1, "b-c": [true, null] }, "{ a: 1, 'b-c': [ true, null ] }");
test("an object of a class", shows, new Point(), "Point { x: 1 }");
test(
  "an object without a prototype",
  shows,
  Object.assign(Object.create(null), { a: 1 }),
  "[Object: null prototype] { a: 1 }",
);
test("what is too deep", shows, { a: { b: { c: { d: 1 } } } }, "{ a: { b: { c: [Object] } } }");
test("what refers to itself", shows, circular, "<ref *1> { name: 'loop', self: [Circular *1] }");
test("a map", shows, new Map([["k", new Set([1])]]), "Map(1) { 'k' => Set(1) { 1 } }");
test("bytes", shows, new Uint8Array([1, 2]), "Uint8Array(2) [ 1, 2 ]");
test("a buffer", shows, new ArrayBuffer(3), "ArrayBuffer { [Uint8Contents]: <00 00 00>, byteLength: 3 }");
test("a date", shows, new Date(0), "1970-01-01T00:00:00.000Z");
test("a pattern", shows, /a/g, "/a/g");
test("a number in an object", shows, Object(3), "[Number: 3]");
test("a text in an object", shows, Object("abc"), "[String: 'abc']");
test("a promise", shows, Promise.resolve(), "Promise {}");
test(
  "an accessor",
  shows,
  {
    get a() {
      return 1;
    },
  },
  "{ a: [Getter] }",
);

test("what is long stands on several lines", (t) => {
  const value = { first: "x".repeat(40), second: "y".repeat(40) };
  t.is(inspect(value), `{\n  first: '${"x".repeat(40)}',\n  second: '${"y".repeat(40)}'\n}`);
});

test("short items share lines", (t) => {
  const lines = inspect(Array.from({ length: 60 }, (_, i) => i)).split("\n");
  t.is(lines.length, 7);
  t.true(lines.every((line) => line.length <= 76));
});

test("an AggregateError is shown with its errors", (t) => {
  t.regex(inspect(new AggregateError([new TypeError("one")], "all")), /\[errors\]: \[\n? *TypeError: one/);
});

test("more than a hundred items are counted", (t) => {
  t.regex(inspect(new Uint8Array(150)), /, 0,\n {2}\.\.\. 50 more items\n\]$/);
});

test("an error is shown with its stack and what else it says", (t) => {
  const error = Object.assign(new TypeError("no good", { cause: "this" }), { code: "EBAD" });
  const shown = inspect(error).split("\n");
  t.is(shown[0], "TypeError: no good");
  t.regex(shown[1] ?? "", /^ {4}at .*console\.test\.ts/);
  t.deepEqual(shown.slice(-3), ["  code: 'EBAD',", "  [cause]: 'this'", "}"]);
});

test("stacks of each engine are read", (t) => {
  const quickjs = Object.defineProperty(new Error("q"), "stack", {
    value: "    at f (app.js:1:2)\n    at g (app.js:3:4)\n",
  });
  t.is(inspect(quickjs), "Error: q\n    at f (app.js:1:2)\n    at g (app.js:3:4)");
  const jerry = Object.defineProperty(new Error("j"), "stack", { value: ["app.js:1:2", "app.js:3:4"] });
  t.is(inspect(jerry), "Error: j\n    at app.js:1:2\n    at app.js:3:4");
});

test.serial("groups are indented, counts are kept, and times are the device's", (t) => {
  fake.forget();
  console.group("outer");
  console.log("a\nb");
  console.groupEnd();
  console.count("n");
  console.count("n");
  console.assert(true, "silent");
  console.assert(false, "loud %d", 1);
  console.time("t");
  fake.timers.clock += 1_500;
  console.timeEnd("t");
  t.is(fake.output, "outer\n  a\n  b\nn: 1\nn: 2\nAssertion failed: loud 1\nt: 1.500 ms\n");
});
