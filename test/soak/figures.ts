/** The firmware's own figures, by name. */
export type Figures = Readonly<Record<string, number>>;

/**
 * What may differ, in bytes. QuickJS keeps what a crowd of connections once needed: 16 KB more behind 3,000 connections, 36 KB behind 6,000. What is
 * lost with each connection or frame of a long soak is more than that.
 */
const heapTolerance = 49_152;

export function parseFigures(text: string): Figures {
  const values = JSON.parse(text) as Record<string, number | null>;
  // A firmware has no figure of a kind that its kernel does not count.
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** What is taken and was not before, for a person; empty where nothing is. */
export function leaks(before: Figures, after: Figures): string[] {
  return Object.entries(before).flatMap(([name, value]) => {
    const now = after[name] ?? Number.NaN;
    const allowed = name === "heap.used" ? heapTolerance : 0;
    return now <= value + allowed ? [] : [`${name}: ${value} before, ${now} afterwards`];
  });
}
