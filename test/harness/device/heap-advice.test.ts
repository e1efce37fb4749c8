import test from "ava";
import { heapAdvice } from "../../../harness/device/heap-advice.ts";

const message = (heap: number) =>
  `before\nout of memory: the program needs more than the ${heap} bytes of its heap (CONFIG_AIO_JS_HEAP_SIZE); 1 are in use and 2 more were asked for\n`;
const ram = 4 << 20;

test("a program that ran out of memory is told to have twice as much", (t) => {
  const advice = heapAdvice(message(1_048_576), { engine: "quickjs", size: 40_000, ram });
  t.is(advice, "more heap: --config AIO_JS_HEAP_SIZE=2097152");
  t.is(
    heapAdvice(message(262_144), { engine: "jerryscript", size: 40_000, ram }),
    "more heap: --config AIO_JS_HEAP_SIZE=524288",
  );
});

test("a large bundle is told to have what it takes to be loaded, at once", (t) => {
  t.is(
    heapAdvice(message(1_048_576), { engine: "quickjs", size: 300_000, ram }),
    "more heap: --config AIO_JS_HEAP_SIZE=2883584",
  );
});

test("a board without so much RAM is not told to have more heap", (t) => {
  t.is(
    heapAdvice(message(262_144), { engine: "quickjs", size: 40_000, ram: 512 << 10 }),
    "the board has 524288 bytes of RAM: import less (the bundle has 40000 bytes), or choose a board with more",
  );
});

test("a bundle that no heap of the board can hold is told at once", (t) => {
  t.is(
    heapAdvice(message(1_048_576), { engine: "quickjs", size: 400_836, ram }),
    "the board has 4194304 bytes of RAM: import less (the bundle has 400836 bytes), or choose a board with more",
  );
});

test("any other end has no advice", (t) => {
  t.is(heapAdvice("RangeError: out of memory\n", { engine: "quickjs", size: 1, ram }), undefined);
  t.is(heapAdvice("", { engine: "quickjs", size: 1, ram }), undefined);
});
