import test from "ava";
import { sample } from "../../../tools/conformance/sample.ts";

const all = Array.from({ length: 1000 }, (_, index) => index);

test("a sample of a seed is the same one again, in order, and another seed's is another", (t) => {
  const drawn = sample(all, 100, 1);
  t.is(new Set(drawn).size, 100);
  t.deepEqual(
    drawn,
    drawn.toSorted((a, b) => a - b),
  );
  t.deepEqual(sample(all, 100, 1), drawn);
  t.notDeepEqual(sample(all, 100, 2), drawn);
});

test("a sample takes from everywhere", (t) => {
  const drawn = sample(all, 400, 7);
  for (let tenth = 0; tenth < 1000; tenth += 100) {
    const count = drawn.filter((value) => value >= tenth && value < tenth + 100).length;
    t.true(count > 20 && count < 60, `${count} from ${tenth}`);
  }
});

test("a sample of more than there are is all of them", (t) => {
  t.deepEqual(sample(all, 2000, 1), all);
});
