import test from "ava";
import { afterProgress, type Clock, wallClock } from "../../../harness/base/clock.ts";

/** A clock by which the host was too busy for the first `lost` milliseconds. */
function slowStart(lost: number): Clock {
  return { ...wallClock, since: (mark) => Math.max(0, wallClock.since(mark) - lost) };
}

test("a limit does not count the time in which the host was too busy", async (t) => {
  const start = performance.now();
  await new Promise<void>((resolve) => afterProgress(slowStart(150), 50, resolve));
  t.true(performance.now() - start >= 199);
});

test("a limit that is taken back does not come, also after it was put off", async (t) => {
  let expired = false;
  const cancel = afterProgress(slowStart(60), 20, () => {
    expired = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 40));
  cancel();
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.false(expired);
});

test("a limit beyond what a timer of Node takes does not come at once", async (t) => {
  let expired = false;
  const cancel = afterProgress(wallClock, 1e12, () => {
    expired = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  cancel();
  t.false(expired);
});
