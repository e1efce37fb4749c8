import { table } from "../../harness/cli/table.ts";
import { type Kind, kinds } from "./outcome.ts";
import type { Suite } from "./suite.ts";

/** A test's result on one engine, as `--json` writes it. */
export interface Result {
  readonly path: string;
  readonly kind: Kind;
  readonly message: string;
}

/** Which tests are not run, a line each. */
export function formatExclusions({ tests, excluded }: Suite): string {
  const lines = [...excluded].map(([{ what, why }, count]) => `  ${what}: ${count} (${why})\n`);
  return `${tests.length} tests; not run:\n${lines.join("")}`;
}

/** How many came out in which way, by area. Areas of which every test passed are one line. */
export function formatTable(results: readonly Result[]): string {
  const areas = byArea(results);
  const isWhole = (some: readonly Result[]) => some.every(({ kind }) => kind === "pass");
  const whole = [...areas].filter(([, some]) => isWhole(some));
  const rows = [...areas].filter(([, some]) => !isWhole(some)).map(([area, some]) => row(area, some));
  return table([
    ["", "tests", "share", ...kinds],
    ...rows,
    ...(whole.length > 0
      ? [
          row(
            `${whole.length} areas without a failure`,
            whole.flatMap(([, some]) => some),
          ),
        ]
      : []),
    row("all", results),
  ]);
}

/** By the first two folders of their paths. */
function byArea(results: readonly Result[]): ReadonlyMap<string, readonly Result[]> {
  const areas = new Map<string, Result[]>();
  for (const result of results) {
    const area = result.path.split("/").slice(0, 2).join("/");
    areas.set(area, [...(areas.get(area) ?? []), result]);
  }
  return areas;
}

function row(name: string, results: readonly Result[]): string[] {
  const count = (kind: Kind) => results.filter((result) => result.kind === kind).length;
  const cell = (kind: Kind) => (count(kind) === 0 && kind !== "pass" ? "-" : String(count(kind)));
  return [name, String(results.length), share(count("pass"), results.length), ...kinds.map(cell)];
}

/** Rounded down: 100 % means all. */
function share(part: number, whole: number): string {
  return `${(Math.floor((part / whole) * 10_000) / 100).toFixed(2)} %`;
}

/** Names, a line each, of which the first ones are shown. */
export function formatNames(title: string, names: readonly string[], most = 40): string {
  if (names.length === 0) {
    return "";
  }
  const rest = names.length > most ? [`… and ${names.length - most} more`] : [];
  return `${title} (${names.length}):\n${[...names.slice(0, most), ...rest].map((name) => `  ${name}\n`).join("")}`;
}
