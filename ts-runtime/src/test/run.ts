import { deadlineIn, now, wholeDeadline } from "../clock.ts";
import { hostRecord } from "../host-binding.ts";
import { exit } from "../program.ts";
import { NO_TIMER, startTimer, stopTimer, type TimerOwner } from "../timer-slot.ts";
import { AssertionError } from "./assertion-error.ts";
import { Assertions } from "./assertions.ts";
import type { Hook, Suite, Test } from "./suite.ts";

/** Runs tests one after the other, tells the harness of each, and ends the program: code 1 where one failed, 2 where what comes after them did. */
export async function runAll(suite: Suite): Promise<never> {
  // Ava is told of all, and leaves out the same ones.
  record({ event: "plan", titles: suite.selected.map(({ title }) => title), skipped: suite.skipped });
  const tests = suite.selected.filter(({ title }) => suite.isWanted(title));
  let failed = 0;
  if (tests.length === 0) {
    record({ event: "end", passed: 0, failed });
    return exit(0);
  }
  const unprepared = await inTurn(suite.before);
  for (const test of tests) {
    record({ event: "start", title: test.title });
    const start = now();
    const failure = unprepared ?? (await outcome(test, suite));
    const result = { title: test.title, ms: now() - start };
    if (failure === undefined) {
      record({ event: "pass", ...result });
    } else {
      failed++;
      record({ event: "fail", ...result, error: describe(failure.reason) });
    }
  }
  const left = await inTurn(suite.after);
  if (left !== undefined) {
    console.error("what runs after the tests failed:", left.reason);
  }
  record({ event: "end", passed: tests.length - failed, failed });
  return exit(left !== undefined ? 2 : failed > 0 ? 1 : 0);
}

/** Why something failed, in an object: what was thrown may be undefined. */
interface Failure {
  readonly reason: unknown;
}

async function outcome(test: Test, suite: Suite): Promise<Failure | undefined> {
  const failure = await attempt(test, suite);
  if (test.failing !== true) {
    return failure;
  }
  return failure === undefined
    ? { reason: new AssertionError("the test was expected to fail, and passed: it is no longer a failing one") }
    : undefined;
}

async function attempt({ title, run, limit }: Test, suite: Suite): Promise<Failure | undefined> {
  const t = new Assertions(title);
  let failure = await inTurn(suite.beforeEach, limit);
  failure ??= await within(limit, () => run(t));
  if (failure === undefined && t.count === 0) {
    failure = { reason: new AssertionError("the test made no assertion") };
  }
  // These have to run whatever became of the test, and have its limit once more.
  const left = await inTurn([...t.teardowns].reverse(), limit);
  const after = await inTurn(suite.afterEach, limit);
  return failure ?? left ?? after;
}

/** Runs each, also where one fails. Returns the first failure. */
async function inTurn(hooks: readonly Hook[], limit = 30_000): Promise<Failure | undefined> {
  let failure: Failure | undefined;
  for (const hook of hooks) {
    const result = await within(limit, hook);
    failure ??= result;
  }
  return failure;
}

async function within(limit: number, work: () => unknown): Promise<Failure | undefined> {
  const timer = new Limit(limit);
  try {
    await Promise.race([timer.passed, work()]);
    return undefined;
  } catch (reason) {
    return { reason };
  } finally {
    timer.stop();
  }
}

class Limit implements TimerOwner {
  readonly passed: Promise<never>;
  private readonly milliseconds: number;
  private reject: (error: Error) => void = () => {};
  private slot: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
    this.passed = new Promise((_resolve, reject) => {
      this.reject = reject;
    });
    this.slot = startTimer(wholeDeadline(deadlineIn(milliseconds)), this);
  }

  expired(): void {
    this.slot = NO_TIMER;
    this.reject(new AssertionError(`the test did not end within ${this.milliseconds} ms of the device's time`));
  }

  stop(): void {
    stopTimer(this.slot);
    this.slot = NO_TIMER;
  }
}

function describe(reason: unknown): object {
  if (!(reason instanceof Error)) {
    return { message: `thrown: ${String(reason)}` };
  }
  const { message, name, stack, actual, expected } = reason as AssertionError;
  const text = reason instanceof AssertionError ? message : `${name}: ${message}`;
  return { message: text, stack: Array.isArray(stack) ? stack.join("\n") : stack, actual, expected };
}

function record(event: object): void {
  hostRecord(JSON.stringify({ t: "test", ...event }));
}
