/** setTimeout and setInterval. */
import test from "ava";
import "../support/install.ts";
import { clearTimeout, setInterval, setTimeout } from "../../../ts-runtime/src/globals/timers.ts";
import { drive, driveToEnd, fake, nothingIsLeft, sleep } from "../support/device.ts";

test.afterEach.always(nothingIsLeft);

test.serial("setTimeout calls back once, with its arguments, by deadline", async (t) => {
  const calls: string[] = [];
  setTimeout((a: string, b: string) => calls.push(a + b), 5, "a", "b");
  setTimeout(() => calls.push("first"), 1);
  setTimeout(() => calls.push("now"));
  await driveToEnd();
  t.deepEqual(calls, ["now", "first", "ab"]);
});

test.serial(
  "what was cleared is not called, also by another of its turn; clearing twice or nothing is harmless",
  async (t) => {
    let second = 0;
    setTimeout(() => clearTimeout(second), 5);
    second = setTimeout(() => t.fail(), 5);
    const dropped = setTimeout(() => t.fail(), 1);
    clearTimeout(dropped);
    clearTimeout(dropped);
    clearTimeout(undefined);
    clearTimeout(9_999);
    await driveToEnd();
    t.pass();
  },
);

test.serial("setInterval keeps its beat until it is cleared, from within its callback too", async (t) => {
  const start = fake.timers.clock;
  const beats: number[] = [];
  const id = setInterval(() => {
    beats.push((fake.timers.clock - start) / 1000);
    if (beats.length === 4) {
      clearTimeout(id);
    }
  }, 2.5);
  await driveToEnd();
  t.deepEqual(beats, [2.5, 5, 7.5, 10]);
});

test.serial("an interval that fell behind leaves out what it missed", async (t) => {
  const start = fake.timers.clock;
  const beats: number[] = [];
  const id = setInterval(() => {
    beats.push((fake.timers.clock - start) / 1000);
    if (beats.length === 1) {
      fake.timers.clock += 100_000;
    }
  }, 10);
  await drive(sleep(125));
  t.deepEqual(beats, [10, 110, 120]);
  clearTimeout(id);
});

test.serial("Infinity never calls back and holds nothing", (t) => {
  setTimeout(() => t.fail(), Number.POSITIVE_INFINITY);
  t.is(fake.pending, 0);
});

test.serial("a callback without arguments gets none, and no this", async (t) => {
  const seen: unknown[] = [];
  setTimeout(function (this: unknown, ...args: unknown[]) {
    seen.push(this, ...args);
  }, 1);
  await driveToEnd();
  t.deepEqual(seen, [undefined]);
});

test.serial(
  "what was called is not cleared any more, and a callback may use the last timer that there is",
  async (t) => {
    fake.timers.capacity = 1;
    t.teardown(() => {
      fake.timers.capacity = 64;
    });
    const calls: string[] = [];
    const first = setTimeout(() => {
      calls.push("first");
      setTimeout(() => calls.push("second"), 5);
      clearTimeout(first);
    }, 5);
    await driveToEnd();
    t.deepEqual(calls, ["first", "second"]);
    const id = setInterval(() => {
      t.throws(() => setTimeout(() => {}, 1), { code: "ENOMEM", message: /CONFIG_AIO_MAX_TIMERS/ });
      clearTimeout(id);
      setTimeout(() => calls.push("third"), 1);
    }, 5);
    await driveToEnd();
    t.is(calls[2], "third");
  },
);

test.serial("what is no function is refused", (t) => {
  t.throws(() => setTimeout("code" as never, 1), { instanceOf: TypeError, message: /expected a function, got string/ });
});
