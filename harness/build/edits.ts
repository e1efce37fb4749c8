import { decode, encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";

/** A text of a line that another one takes the place of. */
export interface Edit {
  /** From 0. */
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly column: number;
  readonly length: number;
  /** Without line ends. */
  readonly text: string;
}

/** A bundle's text, and its source map as JSON. */
export interface Mapped {
  readonly code: string;
  readonly map: string;
}

/** Makes edits in a bundle: positions behind them go on to lead to the same sources. Edits of a line must not overlap. */
export function applyEdits({ code, map }: Mapped, edits: readonly Edit[]): Mapped {
  if (edits.length === 0) {
    return { code, map };
  }
  const source: { mappings: string } = JSON.parse(map);
  const byLine = new Map<number, Edit[]>();
  for (const edit of edits) {
    byLine.set(edit.line, [...(byLine.get(edit.line) ?? []), edit]);
  }
  source.mappings = encode(decode(source.mappings).map((segments, line) => shift(segments, byLine.get(line) ?? [])));
  const edited = code.split("\n").map((text, line) => apply(text, byLine.get(line) ?? []));
  return { code: edited.join("\n"), map: JSON.stringify(source) };
}

/** Where each line begins. */
export function lineOffsets(lines: readonly string[]): number[] {
  let offset = 0;
  return lines.map(({ length }) => {
    const start = offset;
    offset += length + 1;
    return start;
  });
}

/** The line and column of an offset. */
export function placeOf(offset: number, offsets: readonly number[]): { line: number; column: number } {
  const line = offsets.findLastIndex((start) => start <= offset);
  return { line, column: offset - (offsets[line] ?? 0) };
}

function apply(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((one, other) => other.column - one.column)
    .reduce((line, { column, length, text: name }) => line.slice(0, column) + name + line.slice(column + length), text);
}

/** What is behind an edit moves with it. */
function shift(segments: readonly SourceMapSegment[], edits: readonly Edit[]): SourceMapSegment[] {
  return segments.map((segment) => {
    const moved = edits
      .filter(({ column }) => column < segment[0])
      .reduce((sum, { length, text }) => sum + text.length - length, 0);
    return segment.with(0, segment[0] + moved) as SourceMapSegment;
  });
}
