/** AbortController, AbortSignal, and what they cost. */
import test from "ava";
import {
  AbortController,
  AbortSignal,
  drive,
  driveToEnd,
  Event,
  EventTarget,
  fake,
  nothingIsLeft,
  sleep,
} from "../support/device.ts";

test.afterEach.always(nothingIsLeft);

test.serial("the first abort counts; listeners hear of it once, and later ones not at all", (t) => {
  const controller = new AbortController();
  const { signal } = controller;
  const calls: string[] = [];
  signal.addEventListener("abort", (event) => calls.push(`${event.type} ${event.target === signal}`));
  signal.onabort = () => calls.push("onabort");
  const reason = new Error("first");
  controller.abort(reason);
  controller.abort(new Error("second"));
  signal.addEventListener("abort", () => calls.push("too late"));
  t.true(signal.aborted);
  t.is(signal.reason, reason);
  t.deepEqual(calls, ["abort true", "onabort"]);
  t.throws(() => signal.throwIfAborted(), { is: reason });
});

test.serial("without a reason it is an AbortError", (t) => {
  const { signal } = new AbortController();
  signal.throwIfAborted();
  t.is(signal.reason, undefined);
  t.is((AbortSignal.abort().reason as Error).name, "AbortError");
});

test.serial("AbortSignal.timeout takes a timer only while somebody listens", async (t) => {
  const signal = AbortSignal.timeout(10);
  t.is(fake.pending, 0);
  const listener = (): void => t.fail("removed");
  signal.addEventListener("abort", listener);
  signal.addEventListener("abort", listener);
  t.is(fake.pending, 1);
  signal.removeEventListener("abort", listener);
  t.is(fake.pending, 0);
  t.false(signal.aborted);
  await drive(sleep(10));
  t.true(signal.aborted, "looked at, it is aborted on time");
  t.is((signal.reason as Error).name, "TimeoutError");
});

test.serial("AbortSignal.timeout calls its listeners on time", async (t) => {
  const start = fake.timers.clock;
  const signal = AbortSignal.timeout(10);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve());
  });
  await drive(aborted);
  t.is(fake.timers.clock - start, 10_000);
  t.true(signal.aborted);
});

test.serial("AbortSignal.any is aborted with the first, and lets go of the others", async (t) => {
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(10)]);
  let called = 0;
  signal.addEventListener("abort", () => called++);
  t.is(fake.pending, 1);
  controller.abort("mine");
  t.is(signal.reason, "mine");
  t.is(called, 1);
  t.is(fake.pending, 0, "the timer of the other is given back");
  await driveToEnd();
});

test.serial("AbortSignal.any has the reason of what was aborted first, also where nobody listened", (t) => {
  const controllers = [new AbortController(), new AbortController()] as const;
  const signal = AbortSignal.any(controllers.map((controller) => controller.signal));
  controllers[1].abort("first");
  fake.timers.clock += 5;
  controllers[0].abort("second");
  t.is(signal.reason, "first");
});

test.serial("AbortSignal.any of an aborted signal is aborted, listened to or not", (t) => {
  const signal = AbortSignal.any([new AbortController().signal, AbortSignal.abort("before")]);
  signal.addEventListener("abort", () => t.fail());
  t.true(signal.aborted);
  t.is(signal.reason, "before");
  t.false(AbortSignal.any([]).aborted);
});

test.serial("where no timer is left for a signal, the operation that listens to it rejects and is gone", async (t) => {
  fake.timers.capacity = 0;
  const spare: Promise<void>[] = [];
  const controller = new AbortController();
  let full = false;
  while (!full) {
    const sleeping = sleep(1_000, { signal: controller.signal });
    spare.push(sleeping);
    full = await Promise.race([
      sleeping.then(
        () => false,
        () => true,
      ),
      drive(Promise.resolve(false)),
    ]);
  }
  const listening = sleep(Number.POSITIVE_INFINITY, { signal: AbortSignal.timeout(5) });
  await t.throwsAsync(listening, { code: "ENOMEM", message: /CONFIG_AIO_MAX_TIMERS/ });
  controller.abort();
  await Promise.allSettled(spare);
  fake.timers.capacity = 64;
});

test.serial("no listener keeps an operation from being aborted", async (t) => {
  const controller = new AbortController();
  controller.signal.addEventListener("abort", (event) => event.stopImmediatePropagation(), true);
  const sleeping = sleep(1_000, { signal: controller.signal });
  const calls: string[] = [];
  controller.signal.addEventListener("abort", () => calls.push("not called"));
  controller.abort(new Error("enough"));
  await t.throwsAsync(drive(sleeping), { message: "enough" });
  t.deepEqual(calls, []);
});

test.serial("operations are aborted in the order they began, those that ended meanwhile not at all", async (t) => {
  const controller = new AbortController();
  const { signal } = controller;
  const order: string[] = [];
  const note = (name: string, ms: number) => sleep(ms, { signal }).catch(() => order.push(name));
  const all = [note("first", 1_000), note("ended", 1), note("last", 1_000)];
  await drive(sleep(2));
  controller.abort();
  await drive(Promise.all(all));
  t.deepEqual(order, ["first", "last"]);
});

test.serial("a listener whose signal finds no timer is not added, and a signal of any() lets go of the others", (t) => {
  const { capacity } = fake.timers;
  fake.timers.capacity = 0;
  const target = new EventTarget();
  const controller = new AbortController();
  const any = AbortSignal.any([controller.signal, AbortSignal.timeout(5)]);
  t.throws(() => target.addEventListener("ping", () => t.fail(), { signal: any }), { code: "ENOMEM" });
  t.throws(() => any.addEventListener("abort", () => t.fail()), { code: "ENOMEM" });
  t.throws(
    () => {
      any.onabort = () => t.fail();
    },
    { code: "ENOMEM" },
  );
  fake.timers.capacity = capacity;
  target.dispatchEvent(new Event("ping"));
  controller.abort("reason");
  t.is(any.reason, "reason");
});

test.serial(
  "of a timeout and a controller, the one that was first gives the reason, also looked at much later",
  async (t) => {
    for (const [ms, reason] of [
      [5, "TimeoutError"],
      [15, "controller"],
    ] as const) {
      const controller = new AbortController();
      const any = AbortSignal.any([controller.signal, AbortSignal.timeout(ms)]);
      await drive(sleep(10));
      controller.abort({ name: "controller" });
      await drive(sleep(10));
      t.is((any.reason as Error).name, reason);
    }
  },
);

test.serial("a timeout is not aborted before the turn in which its timer is due", async (t) => {
  const signal = AbortSignal.timeout(1);
  fake.timers.clock += 5_000;
  t.false(signal.aborted);
  await drive(sleep(0));
  t.true(signal.aborted);
  t.false(AbortSignal.timeout(0).aborted);
});
