import type { Shape } from "./inspect-shape.ts";

/** What is known while one value is shown. */
export interface Context {
  /** Containers deeper than this are shown by their kind only. */
  readonly depth: number;
  /** How many items of an array, a map, a set or bytes are shown. */
  readonly items: number;
  /** What is shorter stands on one line. */
  readonly width: number;
  /** What is being shown, outermost first. */
  readonly path: object[];
  /** What refers to itself, in the order in which that was found. */
  readonly circular: object[];
  /** How far the present line is indented. */
  indent: number;
  /** How deep the container is that was shown last. */
  reached: number;
}

/** A container's lines share one where they hold at most so many levels of others. */
const levels = 3;

/** A container of its parts: on one line, on several, or in columns, as Node's util.inspect decides. */
export function layOut(
  context: Context,
  parts: readonly string[],
  base: string,
  { open, close, isList, items }: Shape,
  depth: number,
): string {
  const lines = isList && parts.length > 6 ? inColumns(context, parts, items ?? []) : parts;
  const head = base === "" ? open : `${base} ${open}`;
  if (context.reached - depth < levels && lines === parts) {
    const total = parts.reduce((sum, part) => sum + part.length, 2 * parts.length);
    const line = parts.join(", ");
    if (total + context.indent + open.length + base.length + 10 <= context.width && !`${base}${line}`.includes("\n")) {
      return `${head} ${line} ${close}`;
    }
  }
  const end = `\n${" ".repeat(context.indent)}`;
  return `${head}${end}  ${lines.join(`,${end}  `)}${end}${close}`;
}

/** Short items of a list, several on each line; the very same parts where they are left alone. */
function inColumns(
  { indent, items, width }: Context,
  parts: readonly string[],
  list: ArrayLike<unknown>,
): readonly string[] {
  const count = parts.length > items ? parts.length - 1 : parts.length;
  const lengths = parts.slice(0, count).map((part) => part.length);
  const total = lengths.reduce((sum, length) => sum + length + 2, 0);
  const longest = Math.max(...lengths);
  const room = longest + 2;
  if (room * 3 + indent >= width || (total / room <= 5 && longest > 6)) {
    return parts;
  }
  const biased = Math.max(room - 3 - Math.sqrt(room - total / parts.length), 1);
  const square = Math.round(Math.sqrt(2.5 * biased * count) / biased);
  const columns = Math.min(square, Math.floor((width - indent) / room), 4 * levels, 15);
  if (columns <= 1) {
    return parts;
  }
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lengths.filter((_length, at) => at % columns === column)),
  );
  const isNumbers = parts.every((_, at) => typeof list[at] === "number" || typeof list[at] === "bigint");
  const rows: string[] = [];
  for (let at = 0; at < count; at += columns) {
    const row = parts.slice(at, Math.min(at + columns, count)).map((part, column, { length }) => {
      const text = column === length - 1 ? part : `${part},`;
      const padding = (widths[column] ?? 0) + text.length - part.length;
      return isNumbers ? text.padStart(padding) : column === length - 1 ? text : text.padEnd(padding);
    });
    rows.push(row.join(" "));
  }
  return count < parts.length ? [...rows, parts[count] ?? ""] : rows;
}
