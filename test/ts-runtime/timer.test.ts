/** Timers, on a clock that moves from deadline to deadline: what is early by a microsecond is seen. */
import test from "ava";
import { AbortController, drive, driveToEnd, fake, isSettled, nothingIsLeft, Timer } from "./support/device.ts";

test.afterEach.always(nothingIsLeft);

const now = (): number => fake.timers.clock / 1000;

test.serial("after yields its instant exactly and never early, counted from when it was made", async (t) => {
  for (const duration of [0.001, 0.05, 1, 8.03, 33.3, 1 / 3, 250]) {
    const start = now();
    const timer = Timer.after(duration);
    const instant = await drive(timer);
    // The clock stands still here, so the two sums may differ in their last bit.
    t.true(Math.abs(instant - (start + duration)) < 1e-9);
    t.true(now() >= instant && now() - instant < 0.001);
  }
});

test.serial("a timer takes one of the host's only while somebody awaits it", async (t) => {
  fake.forget();
  const timer = Timer.after(10);
  Timer.interval(10);
  Timer.never();
  t.is(fake.pending, 0);
  const waiting = timer.wait();
  t.is(fake.pending, 1);
  await drive(waiting);
  t.is(fake.pending, 0);
});

test.serial("one that is awaited after its instant fires at once, with that instant", async (t) => {
  const timer = Timer.at(now() + 5);
  const instant = now() + 5;
  await drive(Timer.after(50));
  const later = now();
  t.is(await drive(timer), instant);
  t.is(now(), later);
});

test.serial("a timer is awaited, by several, who all get the one instant in the order they came", async (t) => {
  const timer = Timer.after(10);
  const order: string[] = [];
  const waiting = ["first", "second", "third"].map(async (name) => {
    const instant = await timer;
    order.push(name);
    return instant;
  });
  const instants = await drive(Promise.all(waiting));
  t.is(new Set(instants).size, 1);
  t.deepEqual(order, ["first", "second", "third"]);
});

test.serial("one that is due when two begin to await it reaches both", async (t) => {
  const timer = Timer.after(0);
  const [first, second] = await drive(Promise.all([timer, timer]));
  t.is(first, second);
});

test.serial("a one-shot timer that has fired waits until it is set again", async (t) => {
  const timer = Timer.after(5);
  t.true(timer.willFire());
  await drive(timer);
  t.false(timer.willFire());
  const again = timer.wait();
  await driveToEnd();
  t.false(await isSettled(again));
  timer.setAfter(5);
  t.true(timer.willFire());
  t.is(await drive(again), now());
});

test.serial("setting a pending timer moves it, earlier or later, for whoever awaits it", async (t) => {
  const start = now();
  const timer = Timer.after(1_000);
  const waiting = timer.wait();
  timer.setAfter(20);
  timer.setAt(start + 30);
  t.is(fake.timers.pending, 1);
  t.is(await drive(waiting), start + 30);
  const later = Timer.after(10);
  const waitingLater = later.wait();
  later.setAt(start + 500);
  t.is(await drive(waitingLater), start + 500);
});

test.serial("an interval yields start + n × period without drift, each missed one at once", async (t) => {
  const start = now() + 0.1;
  const timer = Timer.intervalAt(start, 0.1);
  for (let i = 0; i < 100; i++) {
    t.is(await drive(timer), start + i * 0.1);
  }
  await drive(Timer.after(1.05));
  const behind = now();
  const missed: number[] = [];
  while (missed.length < 10) {
    missed.push(await drive(timer));
  }
  t.is(now(), behind);
  for (const [i, instant] of missed.entries()) {
    t.is(instant, start + (100 + i) * 0.1);
  }
  timer.clear();
});

test.serial(
  "for await over an interval yields its instants, and leaving the loop leaves nothing pending",
  async (t) => {
    const start = now();
    const instants: number[] = [];
    const loop = (async () => {
      for await (const instant of Timer.interval(10)) {
        instants.push(instant - start);
        if (instants.length === 3) {
          break;
        }
      }
    })();
    await drive(loop);
    t.deepEqual(instants, [10, 20, 30]);
  },
);

test.serial(
  "setInterval and setIntervalAt make an interval of it, setAt and setAfter a one-shot timer again",
  async (t) => {
    const timer = Timer.never();
    const start = now();
    timer.setInterval(10);
    t.is(await drive(timer), start + 10);
    t.is(await drive(timer), start + 20);
    timer.setIntervalAt(start + 100, 5);
    t.is(await drive(timer), start + 100);
    t.is(await drive(timer), start + 105);
    timer.setAt(start + 200);
    t.is(await drive(timer), start + 200);
    t.false(timer.willFire());
  },
);

test.serial("0, negative and NaN fire at once, in the order they were set", async (t) => {
  const order: number[] = [];
  const start = now();
  const timers = [0, -5, Number.NaN, -Infinity].map((duration) => Timer.after(duration));
  timers.push(Timer.at(Number.NaN), Timer.intervalAt(start, -1));
  const waiting = timers.map(async (timer, i) => {
    await timer;
    order.push(i);
  });
  await drive(Promise.all(waiting));
  t.deepEqual(order, [0, 1, 2, 3, 4, 5]);
  t.is(now(), start);
  t.is(await drive(Timer.at(-7)), -7);
});

test.serial("an interval of 0 fires once a turn and leaves others their turn", async (t) => {
  const timer = Timer.interval(0);
  let count = 0;
  const loop = (async () => {
    for await (const _ of timer) {
      if (++count === 1_000) {
        break;
      }
    }
  })();
  await drive(Timer.after(0));
  t.true(count < 1_000);
  await drive(loop);
  t.is(count, 1_000);
});

test.serial("what is infinite or too far never fires and does not hold the program", async (t) => {
  t.false(Timer.after(Number.POSITIVE_INFINITY).willFire());
  t.false(Timer.interval(Number.POSITIVE_INFINITY).willFire());
  t.false(Timer.at(Number.POSITIVE_INFINITY).willFire());
  const waiting = [Number.POSITIVE_INFINITY, Number.MAX_VALUE, 2 ** 62].map((duration) => Timer.after(duration).wait());
  waiting.push(Timer.never().wait());
  t.is(fake.pending, 0);
  t.false(await isSettled(Promise.race(waiting)));
});

test.serial("ties fire in the order they were set, others by deadline", async (t) => {
  const instant = now() + 20;
  const order: string[] = [];
  const set = async (name: string, at: number) => {
    await Timer.at(at);
    order.push(name);
  };
  const all = [
    set("b1", instant),
    set("c", instant + 1),
    set("b2", instant),
    set("a", instant - 1),
    set("b3", instant),
  ];
  await drive(Promise.all(all));
  t.deepEqual(order, ["a", "b1", "b2", "b3", "c"]);
});

test.serial("a cleared timer does not fire, and who awaits it waits until it is set", async (t) => {
  const timer = Timer.after(10);
  const waiting = timer.wait();
  timer.clear();
  t.false(timer.willFire());
  t.is(fake.pending, 0);
  await driveToEnd();
  t.false(await isSettled(waiting));
  timer.setAfter(1);
  await drive(waiting);
});

test.serial("moving a timer that one awaits is one call of the host", async (t) => {
  const timer = Timer.after(10);
  const waiting = timer.wait();
  fake.forget();
  timer.setAt(now() + 20);
  t.deepEqual(fake.calls, { timerMove: 1 });
  await drive(waiting);
});

test.serial("a timer that fired for the one who awaited it is set, cleared and awaited as a new one", async (t) => {
  const timer = Timer.after(5);
  await drive(timer.wait());
  timer.setAfter(5);
  t.true(timer.willFire());
  t.is(fake.pending, 0, "nobody awaits it");
  await drive(timer.wait());
  timer.clear();
  t.false(timer.willFire());
  timer.setInterval(5);
  const start = now();
  t.is(await drive(timer), start + 5);
  timer.setInterval(7);
  t.is(await drive(timer), now());
  t.is(await drive(timer.wait()), start + 19);
});

test.serial("a loop's step of a timer that is moved yields the instant it was moved to", async (t) => {
  const timer = Timer.after(10);
  const step = timer[Symbol.asyncIterator]().next();
  const instant = now() + 25;
  timer.setAt(instant);
  t.deepEqual(await drive(step), { done: false, value: instant });
});

test.serial("a second who begins to await a timer moves with the first, and hears after it", async (t) => {
  const timer = Timer.after(10);
  const order: string[] = [];
  const hear = async (name: string) => order.push(`${name} ${await timer}`);
  const first = hear("first");
  await isSettled(first);
  const second = hear("second");
  await isSettled(second);
  const instant = now() + 30;
  timer.setAt(instant);
  t.is(fake.timers.pending, 1);
  await drive(Promise.all([first, second]));
  t.deepEqual(order, [`first ${instant}`, `second ${instant}`]);
});

test.serial("one that is cleared by another of its instant does not fire", async (t) => {
  const instant = now() + 10;
  const second = Timer.at(instant);
  const first = Timer.at(instant).wait();
  const clearing = first.then(() => second.clear());
  let fired = false;
  void second.then(() => {
    fired = true;
  });
  await drive(clearing);
  await driveToEnd();
  t.false(fired);
});

test.serial(
  "an aborted wait rejects with the reason; the last takes the host's timer with it, and the timer goes on",
  async (t) => {
    const timer = Timer.after(10);
    const controller = new AbortController();
    const reason = new Error("no more");
    const aborted = timer.wait({ signal: controller.signal });
    const other = timer.wait();
    controller.abort(reason);
    t.is(await t.throwsAsync(aborted), reason);
    t.is(fake.pending, 1);
    await drive(other);

    timer.setAfter(10);
    const again = new AbortController();
    const alone = timer.wait({ signal: again.signal });
    again.abort();
    await t.throwsAsync(alone, { name: "AbortError" });
    t.is(fake.pending, 0);
    t.true(timer.willFire());
    await drive(timer);
  },
);

test.serial("running out of timers names the option; who waits hears of it, also from a later set", async (t) => {
  fake.timers.capacity = 0;
  t.teardown(() => {
    fake.timers.capacity = 64;
  });
  const capacity = { code: "ENOMEM", message: /CONFIG_AIO_MAX_TIMERS/ };
  t.like(await t.throwsAsync(Timer.after(1_000).wait()), { code: "ENOMEM", option: "CONFIG_AIO_MAX_TIMERS" });
  await t.throwsAsync(Promise.resolve(Timer.after(1_000)), capacity);
  const blank = Timer.never();
  const waiting = blank.wait();
  blank.setAfter(1);
  await t.throwsAsync(waiting, capacity);
  fake.timers.capacity = 64;
  await drive(Timer.after(1));
});

test.serial("a thousand timers made, set, awaited and dropped leave nothing behind", async (t) => {
  for (let i = 0; i < 1_000; i++) {
    const controller = new AbortController();
    const timer = Timer.after(i % 7);
    const waiting = timer.wait({ signal: controller.signal });
    timer.setAfter(i % 5);
    if (i % 2 === 0) {
      await drive(waiting);
    } else {
      controller.abort();
      await t.throwsAsync(waiting);
    }
  }
  t.is(fake.pending, 0);
});

test.serial("then runs its functions as a promise's, and what it returns can be asked before and after", async (t) => {
  const asked = Timer.after(1).then((instant) => instant * 2);
  const start = now();
  const before = asked.then((twice) => twice / 2);
  t.is(await drive(before), start + 1);
  t.is(await drive(asked), 2 * (start + 1));

  const unasked = Timer.after(1).then(() => undefined);
  const kept = Timer.after(1).then(() => "kept");
  const passed = Timer.after(1).then();
  await driveToEnd();
  t.is(await unasked, undefined);
  t.is(await kept, "kept");
  t.is(await passed, now());
  let ended = 0;
  await drive(kept.finally(() => ended++));
  t.is(ended, 1);
});

test.serial(
  "what then returns for a promise's own function can be asked while it waits and when it fired",
  async (t) => {
    const resolvedBy = (ask: "now" | "later") => {
      let reaction: PromiseLike<unknown> | undefined;
      const instant = new Promise<number>((resolve) => {
        reaction = Timer.after(5).then(resolve);
      });
      const asked = ask === "now" ? reaction?.then() : undefined;
      return { instant, asked: asked ?? (reaction as PromiseLike<unknown>) };
    };
    const { instant, asked } = resolvedBy("now");
    t.is(await drive(Promise.resolve(asked)), undefined);
    t.is(await instant, now());
    const later = resolvedBy("later");
    t.is(await drive(later.instant), now());
    t.is(await later.asked, undefined);
  },
);

test.serial("what then's function throws is what the returned thenable rejects with", async (t) => {
  const failure = new Error("in the callback");
  const thrower = (): never => {
    throw failure;
  };
  const asked = Timer.after(1).then(thrower);
  await t.throwsAsync(drive(asked.then()), { is: failure });
  t.is(await asked.catch((error) => error), failure);
});

test.serial("what then's function throws, and nobody asks for, is an unhandled rejection", async (t) => {
  const failure = new Error("nobody hears");
  // ava listens for these too, and would call the test failed.
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  const unhandled = new Promise((resolve) => {
    process.once("unhandledRejection", resolve);
  });
  void Timer.after(1).then(() => {
    throw failure;
  });
  await driveToEnd();
  t.is(await unhandled, failure);
  for (const listener of listeners) {
    process.on("unhandledRejection", listener);
  }
});
