/** The standard globals, on the engine itself: what differs between engines shows here. */
import { args, lookup, memory, sleep, system } from "async-io-ts";
import test from "async-io-ts/test";

test("TextEncoder and TextDecoder agree on UTF-8", (t) => {
  const samples = ["", "plain", "naïve café", "日本語", "😀 beyond the BMP", "\u0000 nul"];
  for (const sample of samples) {
    t.is(new TextDecoder().decode(new TextEncoder().encode(sample)), sample);
  }
  t.deepEqual([...new TextEncoder().encode("é😀")], [0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]);
  t.is(new TextDecoder().decode(new Uint8Array([0x61, 0xff, 0x62])), "a\ufffdb");
  t.throws(() => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff])), { name: "TypeError" });
});

test("a decoder that streams keeps a character that is cut in two", (t) => {
  const decoder = new TextDecoder();
  const bytes = new TextEncoder().encode("€");
  t.is(decoder.decode(bytes.subarray(0, 2), { stream: true }), "");
  t.is(decoder.decode(bytes.subarray(2)), "€");
});

test("numbers of many digits survive JSON", (t) => {
  const numbers = [0.1 + 0.2, Math.PI * 1e-200, 2 ** 53 - 1, Number.MAX_VALUE, Number.MIN_VALUE, -0.12345678901234566];
  for (const number of numbers) {
    t.is(JSON.parse(JSON.stringify(number)), number);
  }
  t.is(JSON.parse("123456789012345678901234567890.5e-3"), 1.2345678901234568e26);
});

test("microtasks run before timers, in order", async (t) => {
  const order: string[] = [];
  setTimeout(() => order.push("timer"), 0);
  queueMicrotask(() => order.push("microtask"));
  void Promise.resolve().then(() => order.push("promise"));
  order.push("now");
  await sleep(5);
  t.deepEqual(order, ["now", "microtask", "promise", "timer"]);
});

test("AbortSignal.timeout and any", async (t) => {
  const controller = new AbortController();
  const any = AbortSignal.any([controller.signal, AbortSignal.timeout(100)]);
  t.false(any.aborted);
  await new Promise((resolve) => any.addEventListener("abort", resolve));
  t.is((any.reason as Error).name, "TimeoutError");
  t.throws(() => any.throwIfAborted(), { name: "TimeoutError" });
  controller.abort();
  t.is((controller.signal.reason as Error).name, "AbortError");
});

test("EventTarget calls each listener once and honours once and signal", (t) => {
  const target = new EventTarget();
  let count = 0;
  const listener = (): void => {
    count++;
  };
  target.addEventListener("ping", listener);
  target.addEventListener("ping", listener);
  target.addEventListener("ping", listener, { once: true });
  const controller = new AbortController();
  target.addEventListener("ping", () => (count += 10), { signal: controller.signal });
  target.dispatchEvent(new Event("ping"));
  t.is(count, 11);
  controller.abort();
  target.dispatchEvent(new Event("ping"));
  t.is(count, 12);
});

test("structuredClone copies cycles, maps, dates and typed arrays", (t) => {
  const source: Record<string, unknown> = {
    list: [1, { two: 2 }],
    map: new Map([["k", new Set([1])]]),
    bytes: new Uint8Array([1, 2]),
  };
  source.self = source;
  const copy = structuredClone(source);
  t.true(copy.self === copy);
  t.true(copy.list !== source.list);
  t.deepEqual(copy.list, source.list);
  t.deepEqual([...(copy.bytes as Uint8Array)], [1, 2]);
  t.true(((copy.map as Map<string, Set<number>>).get("k") as Set<number>).has(1));
  t.throws(() => structuredClone(() => 0), { name: "DataCloneError" });
});

test("structuredClone refuses what has an identity of its own", (t) => {
  class Bus extends EventTarget {}
  const refused = [new EventTarget(), new Bus(), new Event("x"), new AbortController(), AbortSignal.abort()];
  for (const value of [...refused, Promise.resolve(), new WeakMap(), new WeakSet(), Symbol("x")]) {
    t.throws(() => structuredClone({ value }), { name: "DataCloneError" });
  }
  t.is(String(AbortSignal.abort()), "[object AbortSignal]");
});

test("getRandomValues fills integers of every size, that part of a buffer only, and returns the same array", (t) => {
  const arrays = [
    ...[new Int8Array(64), new Uint8Array(64), new Uint8ClampedArray(64), new Int16Array(32), new Uint16Array(32)],
    ...[new Int32Array(16), new Uint32Array(16), new BigInt64Array(8), new BigUint64Array(8)],
  ];
  for (const array of arrays) {
    t.true(crypto.getRandomValues(array) === array);
    t.true(new Uint8Array(array.buffer).some((byte) => byte !== 0));
  }
  const buffer = new Uint8Array(64);
  crypto.getRandomValues(buffer.subarray(16, 48));
  t.true(buffer.subarray(16, 48).some((byte) => byte !== 0));
  t.deepEqual([...buffer.subarray(0, 16), ...buffer.subarray(48)], Array(32).fill(0));
  const none = new Uint8Array(0);
  t.true(crypto.getRandomValues(none) === none);
});

test("getRandomValues refuses other values and more than 65,536 bytes", (t) => {
  const fill = crypto.getRandomValues as (array: unknown) => unknown;
  for (const view of [new Float32Array(1), new Float64Array(1), new DataView(new ArrayBuffer(8))]) {
    const error = t.throws(() => fill(view), { name: "TypeMismatchError", code: "EINVAL" });
    t.true(error instanceof TypeError);
  }
  for (const value of [undefined, null, 1, "text", [1, 2], new ArrayBuffer(8), {}]) {
    t.throws(() => fill(value), { name: "TypeError", code: "EINVAL" });
  }
  t.throws(() => crypto.getRandomValues(new Uint8Array(65_537)), { name: "QuotaExceededError", code: "ERANGE" });
  const most = crypto.getRandomValues(new Uint16Array(32_768));
  t.true(most.subarray(-16).some((word) => word !== 0));
});

test("randomUUID has the form of version 4, and is another one each time", (t) => {
  const made = new Set(Array.from({ length: 50 }, () => crypto.randomUUID()));
  t.is(made.size, 50);
  for (const uuid of made) {
    t.true(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid), uuid);
  }
  t.true(globalThis.crypto === crypto);
});

test("language features that the bundler may have to lower", async (t) => {
  const object: { a?: { b?: number } } = {};
  t.is(object.a?.b ?? "default", "default");
  object.a ??= { b: 1 };
  t.is(object.a.b, 1);
  class Counter {
    static created = 0;
    #value = 1_000;
    constructor() {
      Counter.created++;
    }
    get value(): number {
      return this.#value;
    }
    increment(): this {
      this.#value += 1;
      return this;
    }
  }
  t.is(new Counter().increment().value, 1_001);
  t.is(Counter.created, 1);
  async function* numbers(): AsyncGenerator<number> {
    yield 1;
    yield 2;
  }
  const seen: number[] = [];
  for await (const n of numbers()) {
    seen.push(n);
  }
  t.deepEqual(seen, [1, 2]);
  t.is(0.1 + 0.2, 0.30000000000000004);
  t.deepEqual(JSON.parse(JSON.stringify({ x: [1, "é", null] })), { x: [1, "é", null] });
  t.is("2026-11-22".replace(/(\d+)-(\d+)-(\d+)/, "$3.$2.$1"), "22.11.2026");
});

test("performance.now is monotonic and finer than a millisecond", async (t) => {
  let last = performance.now();
  let fraction = false;
  for (let i = 0; i < 1_000; i++) {
    const now = performance.now();
    if (now < last) {
      t.fail(`went back from ${last} to ${now}`);
    }
    if (now % 1 !== 0) {
      fraction = true;
    }
    last = now;
  }
  t.true(fraction);
});

test("memory() tells of the engine's heap", (t) => {
  const before = memory();
  t.true(before.used > 0 && before.used <= before.total, JSON.stringify(before));
});

test("args are texts, none where the host passes none", (t) => {
  t.deepEqual(args, []);
});

test("system says which kernel, engine, board and version it is", (t) => {
  t.true(["zephyr", "freertos"].includes(system.kernel), system.kernel);
  t.true(["jerryscript", "quickjs"].includes(system.engine), system.engine);
  t.regex(system.board, /^\w+$/);
  t.regex(system.version, /^\d+\.\d+\.\d+/);
});

test("queueMicrotask takes functions only", (t) => {
  t.throws(() => queueMicrotask(5 as never), { name: "TypeError" });
});

test("a line of a log ends no program, whatever is to be printed", (t) => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  t.notThrows(() => console.log("%d %i %f %j %j %s", Symbol("d"), Symbol("i"), Symbol("f"), circular, 5n, Symbol("s")));
});

test("as many look-ups as there may be are under way at once, also after others were given up", async (t) => {
  const controller = new AbortController();
  const givenUp = [0, 1, 2, 3].map((i) => lookup(`up${i}.invalid`, { signal: controller.signal }));
  controller.abort("enough");
  for (const { status, reason } of (await Promise.allSettled(givenUp)) as PromiseRejectedResult[]) {
    t.deepEqual([status, reason], ["rejected", "enough"]);
  }
  for (const outcome of await Promise.allSettled([0, 1, 2, 3].map((i) => lookup(`no${i}.invalid`)))) {
    t.is((outcome as PromiseRejectedResult).reason?.code, "ENOENT");
  }
});

test("lookup answers numeric addresses and localhost, and refuses what does not exist", async (t) => {
  t.deepEqual(await lookup("192.0.2.7"), "192.0.2.7");
  t.is(await lookup("localhost"), "127.0.0.1");
});
