/** structuredClone, held against Node's own. */
import test from "ava";
import "../support/install.ts";
import { structuredClone } from "../../../ts-runtime/src/globals/structured-clone.ts";

test("plain data, maps, sets, dates, patterns, buffers and views are copied deeply", (t) => {
  const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
  const source = {
    text: "a",
    nothing: null,
    missing: undefined,
    big: 1n,
    list: [1, [2, { three: 3 }]],
    map: new Map<unknown, unknown>([[{ key: 1 }, new Set([1, "2"])]]),
    date: new Date(5),
    pattern: /a+/gi,
    bytes: new Uint8Array(buffer, 1, 2),
    view: new DataView(buffer, 2),
    wide: new Float64Array([0.5]),
    boxed: Object(1) as unknown,
  };
  const copy = structuredClone(source);
  t.deepEqual(copy, globalThis.structuredClone(source));
  t.not(copy.list, source.list);
  t.not(copy.bytes.buffer, source.bytes.buffer);
  t.is(copy.bytes.buffer, copy.view.buffer, "what shared a buffer shares one");
});

test("cycles and what is there twice stay what they are", (t) => {
  const source: Record<string, unknown> = { shared: [] };
  source.self = source;
  source.again = source.shared;
  source.map = new Map([["self", source]]);
  const copy = structuredClone(source);
  t.is(copy.self, copy);
  t.is(copy.again, copy.shared);
  t.is((copy.map as Map<string, unknown>).get("self"), copy);
});

test("errors keep their kind, message and cause", (t) => {
  const copy = structuredClone(new RangeError("too far", { cause: { by: 1 } }));
  t.true(copy instanceof RangeError);
  t.is(copy.message, "too far");
  t.deepEqual(copy.cause, { by: 1 });
  t.is(structuredClone(new (class Mine extends Error {})("own")).constructor, Error);
});

test("a property named __proto__ is one, and what a getter adds to a map is not copied", (t) => {
  const copy = structuredClone(JSON.parse('{"__proto__": {"evil": 1}}'));
  t.true(Object.hasOwn(copy, "__proto__"));
  t.is(copy.evil, undefined);
  const map = new Map<string, unknown>();
  const value = {
    get grows() {
      return map.set("more", 1).size;
    },
  };
  map.set("value", value);
  t.deepEqual([...structuredClone(map).keys()], ["value"]);
  t.is(typeof structuredClone(Object(5n)), "object");
});

test("what has no copy is refused", (t) => {
  for (const value of [() => 0, Symbol("s"), new WeakMap(), Promise.resolve(), { deep: [() => 0] }]) {
    t.throws(() => structuredClone(value), { name: "DataCloneError" });
  }
});
