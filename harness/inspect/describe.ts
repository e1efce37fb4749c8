import type { Inspected } from "./inspect.ts";

/** How many timers are told of one by one. */
const shown = 5;

/**
 * Lines for a person: each thread with its callers, timers and sockets.
 *
 * @param resolve names addresses
 */
export async function describeInspected(
  { threads, timers, sockets }: Inspected,
  resolve: (addresses: readonly number[]) => Promise<string[]>,
): Promise<string[]> {
  // The idle thread has nothing to tell.
  const told = threads.filter((thread) => !/^idle\b/.test(thread.name));
  // At once, as each look-up reads the whole firmware.
  const places = await resolve(told.flatMap(({ backtrace }) => backtrace.calls));
  const lines: string[] = [];
  for (const { name, doing, backtrace } of told) {
    const callers = places.splice(0, backtrace.calls.length).map((place) => `    at ${place}`);
    if (backtrace.gap !== undefined) {
      callers.splice(backtrace.gap.behind, 0, `    … and ${backtrace.gap.count} more, then`);
    }
    lines.push(`thread ${name} ${said[doing]}`, ...callers);
  }
  lines.push(describeTimers(timers));
  lines.push(sockets.length === 0 ? "no socket is open" : `open sockets: ${sockets.map(describeSocket).join("; ")}`);
  return lines;
}

const said = { runs: "runs", ready: "is ready to run", waits: "waits" } as const;

function describeTimers(timers: readonly number[]): string {
  if (timers.length === 0) {
    return "no timer is set";
  }
  const instants = timers.slice(0, shown).map((deadline) => `${deadline / 1000} ms`);
  const more = timers.length > shown ? ` and ${timers.length - shown} later` : "";
  return `${timers.length} ${timers.length === 1 ? "timer is" : "timers are"} set, for ${instants.join(", ")}${more} since boot`;
}

function describeSocket({ descriptor, about, waitsFor }: Inspected["sockets"][number]): string {
  const wait = waitsFor.length === 0 ? "is not waited for" : `is waited for to be ${waitsFor.join(" and ")}`;
  return `descriptor ${descriptor}${about === undefined ? "" : ` (${about})`} ${wait}`;
}
