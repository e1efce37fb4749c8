/** How deep a program may nest where the board has 256 KB of RAM or more, and what happens beyond. */
import test from "async-io-ts/test";

interface Tree {
  readonly kids: Tree[];
}

const leaf: Tree = { kids: [] };
const count = (n: number): number => (n === 0 ? 0 : 1 + count(n - 1));
const grown = (depth: number): Tree => ({ kids: depth > 0 ? [grown(depth - 1)] : [] });
const height = ({ kids }: Tree): number => 1 + Math.max(0, ...kids.map((kid) => height(kid)));

function heightByEach({ kids }: Tree): number {
  let most = 0;
  kids.forEach((kid) => {
    most = Math.max(most, heightByEach(kid));
  });
  return most + 1;
}

/** Arrays, or objects with one property, one in the other. */
function nested(depth: number, wrap: (value: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) {
    value = wrap(value);
  }
  return value;
}

test("200 calls nest", (t) => {
  t.is(count(200), 200);
});

test("200 calls that are given one object again and again nest", (t) => {
  const object = { left: 200 };
  const again = (left: number, ...others: object[]): number =>
    left === 0 ? others.length : again(left - 1, ...others);
  t.is(again(120, object, object, object, object, object, object), 6);
  const pass = (left: number, a: object, b: object, c: object): number =>
    left === 0 ? 0 : 1 + pass(left - 1, b, c, a);
  t.is(pass(200, object, object, object), 200);
  t.deepEqual(object, { left: 200 });
});

test("a tree is 20 levels high, whatever walks it", (t) => {
  let tree = leaf;
  for (let i = 0; i < 20; i++) {
    tree = { kids: [leaf, tree] };
  }
  t.is(height(tree), 21);
  t.is(heightByEach(tree), 21);
  t.is(height(grown(20)), 21);
});

test("JSON is 200 levels deep, both ways", (t) => {
  const arrays = `${"[".repeat(200)}1${"]".repeat(200)}`;
  const objects = `${'{"a":'.repeat(200)}1${"}".repeat(200)}`;
  t.is(JSON.stringify(JSON.parse(arrays)), arrays);
  t.is(JSON.stringify(JSON.parse(objects)), objects);
  t.is(JSON.stringify(nested(200, (value) => [value])), arrays);
  t.is(JSON.stringify(nested(200, (a) => ({ a }))), objects);
});

test("what nests too deep is a RangeError, and the program goes on", (t) => {
  const endless = (n: number): number => 1 + endless(n + 1);
  const tree: { kids: unknown[] } = { kids: [] };
  tree.kids.push(tree);
  const deep = { toString: (): string => `${deep}` };
  for (const run of [
    () => endless(0),
    () => height(tree as Tree),
    () => heightByEach(tree as Tree),
    () => String(deep),
    () => JSON.parse("[".repeat(40_000)),
    () =>
      [1].map(function again(): unknown {
        return [1].map(again);
      }),
  ]) {
    t.throws(run, { name: "RangeError" });
  }
  t.is(count(100), 100);
});
