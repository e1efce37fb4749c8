/** Deadlines in whole microseconds: never early, and never a microsecond later than needed. */
import test from "ava";
import "./support/install.ts";
import { deadlineIn, deadlineOf, wholeDeadline } from "../../ts-runtime/src/clock.ts";
import { fake } from "./support/install.ts";

test("a deadline is the first microsecond at which the instant has come, for every kind of fraction", (t) => {
  // A linear congruential generator: the same instants in every run.
  let state = 1;
  for (let i = 0; i < 20_000; i++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const instant = (state % 1_000_003) / 7 + 1 / (1 + (state % 997));
    const deadline = deadlineOf(instant);
    if (!(deadline / 1000 >= instant && (deadline - 1) / 1000 < instant)) {
      t.fail(`${instant} became ${deadline}`);
    }
  }
  t.is(deadlineOf(0.05), 50);
  t.is(deadlineOf(8.03), 8030);
  t.is(deadlineOf(33.3), 33300);
});

test("a deadline from now is in whole microseconds, and no instant of it is missed", (t) => {
  const start = fake.timers.clock;
  t.is(deadlineIn(1.5), start + 1500);
  t.is(wholeDeadline(deadlineIn(0.0001)), start + 1);
  t.deepEqual([0, -1, Number.NaN].map(deadlineIn), [start, start, start]);
  t.deepEqual([deadlineIn(Number.POSITIVE_INFINITY), 2 ** 53, 2 ** 60].map(wholeDeadline), [
    Infinity,
    Infinity,
    Infinity,
  ]);
});

test("what never comes and what is past have deadlines, too", (t) => {
  t.deepEqual([0, -0, -5, Number.NaN, -Infinity, Infinity, 2 ** 62, Number.MAX_VALUE].map(deadlineOf), [
    0,
    0,
    0,
    0,
    0,
    Infinity,
    Infinity,
    Infinity,
  ]);
});
