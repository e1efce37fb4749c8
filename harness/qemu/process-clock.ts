import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, type Mark, wallClock } from "../device/clock.ts";

interface ThreadTimes {
  readonly ran: number;
  readonly waited: number;
}

/**
 * A clock that does not count while the threads of a process were ready to run and none of the host's processors took them, as
 * Linux tells in /proc (`schedstat`: nanoseconds on a processor, nanoseconds in the run queue). The wall clock elsewhere.
 *
 * @param folder the process's folder in /proc
 */
export function processClock(folder: string): Clock {
  if (threadTimes(folder).size === 0) {
    return wallClock;
  }
  const mark = (): Mark => {
    const waits = [...threadTimes(folder)].map(([thread, { waited }]) => [thread, waited] as const);
    return { wall: performance.now(), waits: new Map(waits) };
  };
  const since = (start: Mark) => progress(start, mark());
  return {
    mark,
    since,
    load: async (ms) => {
      const [before, start] = [busy(folder), mark()];
      await sleep(ms);
      // What the host took away from a busy machine would make it look idle.
      return Math.min(1, (busy(folder) - before) / 1e6 / Math.max(1, since(start)));
    },
  };
}

/** Threads that wait at the same time lose that time once: the longest wait counts. */
function progress(from: Mark, to: Mark): number {
  const waits = [...to.waits].map(([thread, waited]) => waited - (from.waits.get(thread) ?? 0));
  return Math.max(0, to.wall - from.wall - Math.max(0, ...waits) / 1e6);
}

function busy(folder: string): number {
  return [...threadTimes(folder).values()].reduce((sum, { ran }) => sum + ran, 0);
}

function threadTimes(folder: string): Map<string, ThreadTimes> {
  const times = new Map<string, ThreadTimes>();
  for (const thread of entries(join(folder, "task"))) {
    const [ran, waited] = contents(join(folder, "task", thread, "schedstat"))
      .split(" ")
      .map(Number);
    if (ran !== undefined && waited !== undefined && Number.isFinite(ran) && Number.isFinite(waited)) {
      times.set(thread, { ran, waited });
    }
  }
  return times;
}

function entries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function contents(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
