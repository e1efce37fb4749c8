import test from "ava";
import { shrink } from "./shrink.ts";

const hundred = Array.from({ length: 100 }, (_, index) => index);

/** Fails where all of these are there, in this order. */
function needs(...wanted: number[]) {
  let tries = 0;
  return {
    fails: async (items: readonly number[]) => {
      tries++;
      return (
        wanted.every((item) => items.includes(item)) &&
        items.every((item, at) => at === 0 || item > (items[at - 1] ?? 0))
      );
    },
    tries: () => tries,
  };
}

test("the one item that matters is found, and quickly where it is the last", async (t) => {
  t.deepEqual(await shrink(hundred, needs(37)), [37]);
  const last = needs(99);
  t.deepEqual(await shrink(hundred, last), [99]);
  t.is(last.tries(), 1);
});

test("items that matter together are found wherever they are, in their order", async (t) => {
  t.deepEqual(await shrink(hundred, needs(3, 50, 98)), [3, 50, 98]);
});

test("a failure that needs all of the items keeps all of them", async (t) => {
  const four = [0, 1, 2, 3];
  t.deepEqual(await shrink(four, needs(...four)), four);
});

test("a search that has to end has the best so far, which still fails", async (t) => {
  const { fails, tries } = needs(37);
  const left = await shrink(hundred, { fails, isOver: () => tries() >= 6 });
  t.true(left.includes(37) && left.length < 100);
});
