import { deadlineIn, now, wholeDeadline } from "../clock.ts";
import { hostRecord } from "../host-binding.ts";
import { exit } from "../program.ts";
import { NO_TIMER, startTimer, stopTimer, type TimerOwner } from "../timer-slot.ts";
import { AssertionError } from "./assertion-error.ts";
import { Assertions } from "./assertions.ts";

/** A test's function. */
export type Implementation = (t: Assertions) => unknown;

/** A test that was declared. */
export interface Test {
  readonly title: string;
  readonly run: Implementation;
  /** How long it may take, in milliseconds of the device's time. */
  readonly limit: number;
}

/** Runs tests one after the other, tells the harness of each, and ends the program: code 1 where one failed. */
export async function runAll(tests: readonly Test[], skipped: readonly string[] = []): Promise<never> {
  let failed = 0;
  record({ event: "plan", titles: tests.map(({ title }) => title), skipped });
  for (const test of tests) {
    record({ event: "start", title: test.title });
    const start = now();
    const error = await outcome(test);
    const result = { title: test.title, ms: now() - start };
    if (error === undefined) {
      record({ event: "pass", ...result });
    } else {
      failed++;
      record({ event: "fail", ...result, error: describe(error.reason) });
    }
  }
  record({ event: "end", passed: tests.length - failed, failed });
  return exit(failed > 0 ? 1 : 0);
}

/** Why a test failed, in an object: what was thrown may be undefined. */
async function outcome({ run, limit }: Test): Promise<{ reason: unknown } | undefined> {
  const t = new Assertions();
  const timer = new Limit(limit);
  try {
    await Promise.race([timer.passed, run(t)]);
    return t.count > 0 ? undefined : { reason: new AssertionError("the test made no assertion") };
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
