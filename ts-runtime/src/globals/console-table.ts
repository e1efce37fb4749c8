import { console } from "./console.ts";
import { inspect } from "./inspect.ts";

/** Prints a row for each property or item of an object, as Node draws them. */
function consoleTable(data: unknown, properties?: readonly string[]): void {
  console.log(typeof data === "object" && data !== null ? table(data, properties) : data);
}

// The bundler puts this in the place of each `console.table` of a program: one that has none pays nothing for it.
export { consoleTable as "console.table" };

function table(data: object, properties?: readonly string[]): string {
  if (data instanceof Map || data instanceof Set) {
    const index = Array.from({ length: data.size }, (_, at) => String(at));
    const values = [...data.values()].map(cell);
    return data instanceof Map
      ? draw(["(iteration index)", "Key", "Values"], [index, [...data.keys()].map(cell), values])
      : draw(["(iteration index)", "Values"], [index, values]);
  }
  const rows = Object.keys(data);
  // An object, as its keys have Node's order: numbers come first.
  const columns = Object.create(null) as Record<string, string[]>;
  const values: string[] = [];
  for (const [at, row] of rows.entries()) {
    const item = (data as Record<string, unknown>)[row];
    if (item === null || (typeof item !== "object" && typeof item !== "function")) {
      values[at] = cell(item);
      continue;
    }
    for (const key of properties ?? Object.keys(item)) {
      const column = columns[key] ?? [];
      columns[key] = column;
      column[at] = Object.hasOwn(item, key) ? cell((item as Record<string, unknown>)[key]) : "";
    }
  }
  const names = Object.keys(columns);
  const head = ["(index)", ...names, ...(values.length > 0 ? ["Values"] : [])];
  return draw(head, [rows, ...names.map((name) => columns[name] ?? []), ...(values.length > 0 ? [values] : [])]);
}

function cell(value: unknown): string {
  const isLarge = typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { depth: isLarge ? -1 : 0, items: 3, width: Number.POSITIVE_INFINITY });
}

function draw(head: readonly string[], columns: readonly string[][]): string {
  const height = Math.max(...columns.map(({ length }) => length));
  const widths = head.map((name, at) =>
    Math.max(name.length, ...Array.from(columns[at] ?? [], (text = "") => text.length)),
  );
  const line = (left: string, middle: string, right: string) =>
    left + widths.map((width) => "─".repeat(width + 2)).join(middle) + right;
  const row = (cells: readonly string[]) => `│ ${cells.map((text, at) => text.padEnd(widths[at] ?? 0)).join(" │ ")} │`;
  const rows = Array.from({ length: height }, (_, at) => row(columns.map((column) => column[at] ?? "")));
  return [line("┌", "┬", "┐"), row(head), line("├", "┼", "┤"), ...rows, line("└", "┴", "┘")].join("\n");
}
