import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, type Mark, wallClock } from "./clock.ts";
import { namesIn, textOf } from "./look.ts";

/** How often a process is looked at to tell its load. */
const samples = 20;

/**
 * A clock that does not count while the threads of a process were ready to run and none of the host's processors took them, as
 * Linux tells in /proc (`schedstat`: nanoseconds on a processor, nanoseconds in the run queue). The wall clock elsewhere.
 *
 * @param folder the process's folder in /proc
 */
export function processClock(folder: string): Clock {
  if (waits(folder).size === 0) {
    return wallClock;
  }
  const mark = (): Mark => ({ wall: performance.now(), waits: waits(folder) });
  return {
    mark,
    since: (start) => progress(start, mark()),
    load: async (ms) => {
      let wanted = 0;
      for (let i = 0; i < samples; i++) {
        wanted += wantsToRun(folder) ? 1 : 0;
        await sleep(ms / samples);
      }
      return wanted / samples;
    },
  };
}

/** What a process's threads are doing, for a person; empty where the system does not say. Each: its name, its state, where it sleeps. */
export function threadStates(folder: string): string {
  const threads = namesIn(join(folder, "task")).map((thread) => {
    const of = (file: string) => textOf(join(folder, "task", thread, file))?.trim() ?? "";
    const where = of("wchan");
    return `${of("comm")} ${stateOf(of("stat"))}${where === "" || where === "0" ? "" : ` in ${where}`}`;
  });
  return threads.length === 0 ? "" : ` (its threads: ${threads.join(", ")})`;
}

/** Threads that wait at the same time lose that time once: the longest wait counts. */
function progress(from: Mark, to: Mark): number {
  const lost = [...to.waits].map(([thread, waited]) => waited - (from.waits.get(thread) ?? 0));
  return Math.max(0, to.wall - from.wall - Math.max(0, ...lost) / 1e6);
}

/** Whether a thread runs or waits for a processor: on a busy host both are the same wish. */
function wantsToRun(folder: string): boolean {
  return namesIn(join(folder, "task")).some((thread) => {
    return stateOf(textOf(join(folder, "task", thread, "stat")) ?? "") === "R";
  });
}

/** The letter of proc(5): `R` runs, `S` sleeps, `D` waits for a disk. The line: "12 (name, which may hold anything) R 1 …". */
function stateOf(stat: string): string {
  return stat.charAt(stat.lastIndexOf(")") + 2);
}

/** Nanoseconds that each thread has waited for a processor. */
function waits(folder: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const thread of namesIn(join(folder, "task"))) {
    const waited = Number(textOf(join(folder, "task", thread, "schedstat"))?.split(" ")[1]);
    if (Number.isFinite(waited)) {
      times.set(thread, waited);
    }
  }
  return times;
}
