import type { Message } from "esbuild";

/** One line for a message of esbuild: `file:line:column: what is wrong`, line and column from 1, columns in UTF-16 units as editors count. */
export function explain({ text, location, notes }: Message): string {
  const [hint] = notes.filter((note) => note.location === null).map((note) => note.text);
  const line = (hint === undefined ? text : `${text} (${hint})`).replaceAll(/\s*\n\s*/g, " ");
  if (location === null) {
    return line;
  }
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  return `${location.file}:${location.line}:${before.length + 1}: ${line}`;
}
