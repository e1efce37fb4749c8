/** What the bundler brings in for an engine that lacks it does on the engine as the standard says. */
import test from "async-io-ts/test";

test("arrays and typed arrays are copied changed, and searched from their end", (t) => {
  const numbers = [3, 1, 2];
  t.deepEqual(numbers.toSorted(), [1, 2, 3]);
  t.deepEqual(numbers.toSpliced(1, 1, 9, 8), [3, 9, 8, 2]);
  t.deepEqual(numbers.with(-1, 7), [3, 1, 7]);
  t.deepEqual(numbers.toReversed(), [2, 1, 3]);
  t.deepEqual(numbers, [3, 1, 2]);
  t.deepEqual(
    numbers.findLast((n) => n > 1),
    2,
  );
  t.deepEqual([...Uint8Array.of(3, 1, 2).toSorted()], [1, 2, 3]);
  t.deepEqual(
    Uint8Array.of(3, 1, 2).findLastIndex((n) => n === 3),
    0,
  );
  t.throws(() => numbers.with(3, 0), { name: "RangeError" });
});

test("sets are united, cut and compared", (t) => {
  const small = new Set([1, 2]);
  t.deepEqual([...small.union(new Set([3]))], [1, 2, 3]);
  t.deepEqual([...small.intersection(new Set([2, 3]))], [2]);
  t.deepEqual([...small.difference(new Set([2]))], [1]);
  t.deepEqual([...small.symmetricDifference(new Set([2, 3]))], [1, 3]);
  t.deepEqual(
    [small.isSubsetOf(new Set([1, 2, 3])), small.isSupersetOf(new Set([3])), small.isDisjointFrom(new Set([4]))],
    [true, false, true],
  );
});

test("promises and groups are made", async (t) => {
  const { promise, resolve } = Promise.withResolvers<number>();
  resolve(7);
  t.deepEqual(await promise, 7);
  t.deepEqual(await Promise.try((n: number) => n + 1, 1), 2);
  t.deepEqual(Object.entries(Object.groupBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even"))), [
    ["odd", [1, 3]],
    ["even", [2]],
  ]);
  t.deepEqual(Map.groupBy([1, 2, 3], (n) => n % 2).get(1), [1, 3]);
  t.deepEqual(await Array.fromAsync([Promise.resolve(1), 2], (n) => n * 2), [2, 4]);
  t.deepEqual(new Map([[1, "a"]]).getOrInsert(2, "b"), "b");
});

test("texts are looked at", (t) => {
  t.deepEqual(["a\uD800".isWellFormed(), "a\uD800".toWellFormed()], [false, "a\uFFFD"]);
  t.deepEqual(RegExp.escape("a.b"), "\\x61\\.b");
  t.deepEqual(/(?<year>\d{4})-(?<month>\d\d)/.exec("on 2026-11")?.groups?.month, "11");
  t.deepEqual("2026-11".replace(/(?<year>\d{4})-(?<month>\d\d)/, "$<month>/$<year>"), "11/2026");
  t.deepEqual([/^\p{Lu}\p{Ll}+$/u.test("Élan"), /^\p{Lu}+$/u.test("élan")], [true, false]);
});

test("bytes become text and text becomes bytes", (t) => {
  const bytes = Uint8Array.of(0, 250, 255, 7);
  t.deepEqual(
    [bytes.toHex(), bytes.toBase64(), bytes.toBase64({ alphabet: "base64url", omitPadding: true })],
    ["00faff07", "APr/Bw==", "APr_Bw"],
  );
  t.deepEqual([...Uint8Array.fromHex("00faFF07"), ...Uint8Array.fromBase64(" APr/ Bw== ")], [...bytes, ...bytes]);
  const target = new Uint8Array(3);
  t.deepEqual(target.setFromBase64("APr/Bw=="), { read: 4, written: 3 });
  t.throws(() => Uint8Array.fromBase64("AP*/"), { name: "SyntaxError" });
  t.throws(() => Uint8Array.fromBase64("AB==", { lastChunkHandling: "strict" }), { name: "SyntaxError" });
});

test("numbers are rounded to 16 bits and summed without errors", (t) => {
  const view = new DataView(new ArrayBuffer(2));
  view.setFloat16(0, 1.0009765625);
  t.deepEqual(
    [view.getUint16(0), view.getFloat16(0), Math.f16round(65520), Math.f16round(0.1)],
    [0x3c01, 1.0009765625, Infinity, 0.0999755859375],
  );
  t.deepEqual(Math.sumPrecise([1e308, 1e308, 0.1, 0.1, 1e30, 0.1, -1e30, -1e308, -1e308]), 0.30000000000000004);
});

test("buffers grow, shrink and change hands", (t) => {
  const buffer = new ArrayBuffer(2, { maxByteLength: 8 });
  const whole = new Uint8Array(buffer);
  const part = new Uint8Array(buffer, 1, 1);
  whole.set([7, 8]);
  buffer.resize(4);
  t.deepEqual([whole.length, part.length, ...whole], [4, 1, 7, 8, 0, 0]);
  buffer.resize(1);
  t.deepEqual([whole.length, part.length, part[0]], [1, 0, undefined]);
  const moved = buffer.transferToFixedLength();
  t.deepEqual([buffer.detached, whole.length, moved.byteLength, moved.resizable], [true, 0, 1, false]);
  t.throws(() => whole.fill(1), { name: "TypeError" });
  t.throws(() => new ArrayBuffer(9, { maxByteLength: 8 }), { name: "RangeError" });
});

test("an error is told from what looks like one", (t) => {
  t.deepEqual(
    [new RangeError(), Object.create(Error.prototype), { [Symbol.toStringTag]: "Error" }].map(Error.isError),
    [true, false, false],
  );
});

test("a registry forgets what is unregistered", (t) => {
  const registry = new FinalizationRegistry<string>(() => t.fail());
  const held = {};
  const token = {};
  registry.register(held, "held", token);
  t.deepEqual([registry.unregister(token), registry.unregister(token)], [true, false]);
  t.throws(() => registry.register(1 as unknown as object, ""), { name: "TypeError" });
});

test("methods that are called on nothing throw a TypeError", (t) => {
  t.throws(() => [].findLast.call(undefined as never, () => true), { name: "TypeError" });
  t.throws(() => [].toSorted.call(null as never), { name: "TypeError" });
});

test("a class expression with private members sees the variables around it", (t) => {
  const start = 7;
  const Counter = class {
    #count: number;
    constructor() {
      this.#count = start;
    }
    *[Symbol.iterator]() {
      yield this.#next();
    }
    #next() {
      return ++this.#count;
    }
  };
  t.deepEqual([...new Counter()], [8]);
});
