import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, type Mark, wallClock } from "../device/clock.ts";

interface ThreadTimes {
  readonly ran: number;
  readonly waited: number;
}

/**
 * A clock that does not count while the threads of a process were ready to run and none of the host's processors took them, as
 * Linux tells in /proc (`schedstat`: nanoseconds on a processor, nanoseconds in the run queue). The wall clock elsewhere.
 */
export function processClock(pid: number): Clock {
  if (threadTimes(pid).size === 0) {
    return wallClock;
  }
  const mark = (): Mark => {
    const waits = [...threadTimes(pid)].map(([thread, { waited }]) => [thread, waited] as const);
    return { wall: performance.now(), waits: new Map(waits) };
  };
  return {
    mark,
    since: (start) => progress(start, mark()),
    load: async (ms) => {
      const [before, began] = [busy(pid), performance.now()];
      await sleep(ms);
      return (busy(pid) - before) / 1e6 / (performance.now() - began);
    },
  };
}

/** Threads that wait at the same time lose that time once: the longest wait counts. */
function progress(from: Mark, to: Mark): number {
  const waits = [...to.waits].map(([thread, waited]) => waited - (from.waits.get(thread) ?? 0));
  return Math.max(0, to.wall - from.wall - Math.max(0, ...waits) / 1e6);
}

function busy(pid: number): number {
  return [...threadTimes(pid).values()].reduce((sum, { ran }) => sum + ran, 0);
}

function threadTimes(pid: number): Map<string, ThreadTimes> {
  const times = new Map<string, ThreadTimes>();
  for (const thread of entries(`/proc/${pid}/task`)) {
    const [ran, waited] = contents(`/proc/${pid}/task/${thread}/schedstat`).split(" ").map(Number);
    if (ran !== undefined && waited !== undefined && Number.isFinite(ran) && Number.isFinite(waited)) {
      times.set(thread, { ran, waited });
    }
  }
  return times;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
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
