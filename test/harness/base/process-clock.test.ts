import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { wallClock } from "../../../harness/base/clock.ts";
import { processClock } from "../../../harness/base/process-clock.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("aio-proc-");

/** Writes what Linux tells of a thread: milliseconds on a processor and in the run queue, and its state. */
function thread(process: string, id: number, ran: number, waited: number, state = "S"): void {
  const path = join(folder, process, "task", String(id));
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "schedstat"), `${ran * 1e6} ${waited * 1e6} 7\n`);
  writeFileSync(join(path, "stat"), `${id} (a (strange) R name) ${state} 1 1\n`);
}

/** How far a clock is behind the wall's since a mark, in whole milliseconds. */
function behind(clock: ReturnType<typeof processClock>, mark: ReturnType<typeof clock.mark>): number {
  return Math.round(wallClock.since(mark) - clock.since(mark));
}

test("time in the run queue does not count, what was waited before does not matter", async (t) => {
  thread("one", 1, 10, 5_000);
  const clock = processClock(join(folder, "one"));
  const mark = clock.mark();
  await new Promise((resolve) => setTimeout(resolve, 120));
  thread("one", 1, 20, 5_080);
  t.is(behind(clock, mark), 80);
});

test("threads that wait at the same time lose that time once", async (t) => {
  thread("two", 1, 0, 0);
  thread("two", 2, 0, 0);
  const clock = processClock(join(folder, "two"));
  const mark = clock.mark();
  await new Promise((resolve) => setTimeout(resolve, 120));
  thread("two", 1, 0, 60);
  thread("two", 2, 0, 90);
  thread("two", 3, 0, 10);
  t.is(behind(clock, mark), 90);
});

test("progress is never negative", (t) => {
  thread("three", 1, 0, 0);
  const clock = processClock(join(folder, "three"));
  const mark = clock.mark();
  thread("three", 1, 0, 60_000);
  t.is(clock.since(mark), 0);
});

test("the load is how often a thread wants to run, whatever the host lets it", async (t) => {
  thread("four", 1, 0, 0, "S");
  thread("four", 2, 0, 0, "R");
  const clock = processClock(join(folder, "four"));
  t.is(await clock.load(20), 1);
  thread("four", 2, 0, 0, "S");
  t.is(await clock.load(20), 0);
});

test("where there is no /proc the clock is the wall's", (t) => {
  t.is(processClock(join(folder, "none")), wallClock);
});

test("this very process is measured", async (t) => {
  const clock = processClock("/proc/self");
  const mark = clock.mark();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const elapsed = clock.since(mark);
  t.true(elapsed >= 0 && elapsed <= wallClock.since(mark));
});
