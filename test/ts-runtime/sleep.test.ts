/** sleep and timeout. */
import test from "ava";
import {
  AbortController,
  AbortSignal,
  drive,
  driveToEnd,
  fake,
  isSettled,
  nothingIsLeft,
  sleep,
  timeout,
} from "./support/device.ts";

test.afterEach.always(nothingIsLeft);

const now = (): number => fake.timers.clock / 1000;

test.serial("sleep ends at its instant and never before", async (t) => {
  for (const duration of [0.05, 1, 33.3, 1 / 3]) {
    const start = now();
    await drive(sleep(duration));
    t.true(now() >= start + duration && now() < start + duration + 0.001);
  }
});

test.serial("0, negative and NaN wait for the next turn; Infinity waits for ever and holds nothing", async (t) => {
  const start = now();
  const order: number[] = [];
  const sleeping = [0, -1, Number.NaN].map((duration, i) => sleep(duration).then(() => order.push(i)));
  t.false(await isSettled(Promise.race(sleeping)));
  await drive(Promise.all(sleeping));
  t.deepEqual(order, [0, 1, 2]);
  t.is(now(), start);
  const never = sleep(Number.POSITIVE_INFINITY);
  t.is(fake.pending, 0);
  t.false(await isSettled(never));
});

test.serial("an aborted sleep rejects with the reason, frees its timer and does not fire", async (t) => {
  const controller = new AbortController();
  const sleeping = sleep(1_000, { signal: controller.signal });
  const reason = new Error("woken");
  controller.abort(reason);
  t.is(await t.throwsAsync(sleeping), reason);
  t.is(fake.pending, 0);
  fake.forget();
  await t.throwsAsync(sleep(1, { signal: controller.signal }), { is: reason });
  t.is(fake.calls.timerStartIn, undefined);
});

test.serial("a sleep that ended no longer listens to its signal", async (t) => {
  const signal = AbortSignal.timeout(1_000);
  await drive(sleep(1, { signal }));
  t.is(fake.pending, 0, "the signal's own timer is given back");
});

test.serial("timeout passes on how its operation ends in time, and frees its timer", async (t) => {
  t.is(
    await drive(
      timeout(
        1_000,
        sleep(1).then(() => "in time"),
      ),
    ),
    "in time",
  );
  t.is(await drive(timeout(1_000, () => "at once")), "at once");
  const failure = new Error("mine");
  await t.throwsAsync(drive(timeout(1_000, () => Promise.reject(failure))), { is: failure });
  await t.throwsAsync(
    timeout(1_000, () => {
      throw failure;
    }),
    { is: failure },
  );
  t.is(fake.pending, 0);
});

test.serial(
  "timeout rejects with ETIMEDOUT, aborts its operation with that, and ignores how it ends then",
  async (t) => {
    const start = now();
    let reason: unknown;
    const limited = timeout(20, async (signal) => {
      try {
        await sleep(1_000, { signal });
      } catch (error) {
        reason = error;
        throw new Error("late, and nobody's business");
      }
    });
    const error = await t.throwsAsync(drive(limited), {
      code: "ETIMEDOUT",
      message: "timeout: not done within 20 ms (ETIMEDOUT)",
    });
    t.is(reason, error);
    t.is(now(), start + 20);
    t.is(fake.pending, 0);
  },
);

test.serial("a timeout of Infinity is none, and one of 0 still lets its operation begin", async (t) => {
  t.is(
    await drive(
      timeout(
        Number.POSITIVE_INFINITY,
        sleep(5).then(() => 1),
      ),
    ),
    1,
  );
  let began = false;
  await t.throwsAsync(
    drive(
      timeout(0, (signal) => {
        began = true;
        return sleep(1, { signal });
      }),
    ),
    { code: "ETIMEDOUT" },
  );
  t.true(began);
  await driveToEnd();
});
