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
