import { setTimeout as sleep } from "node:timers/promises";
import test from "ava";
import { Limit } from "../../../harness/ava/limit.ts";
import { wallClock } from "../../../harness/base/clock.ts";

test("a limit expires once, and not when it has ended before", async (t) => {
  let count = 0;
  new Limit(wallClock, 5, () => count++);
  new Limit(wallClock, 5, () => count++).end();
  await sleep(50);
  t.is(count, 1);
});

test("what has limits of its own does not count, however much of it there is at a time", async (t) => {
  let expired = false;
  const limit = new Limit(wallClock, 50, () => {
    expired = true;
  });
  await Promise.all([limit.without(() => sleep(80)), limit.without(() => sleep(100))]);
  t.false(expired);
  await sleep(100);
  t.true(expired);
});
