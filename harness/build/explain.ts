import type { Message } from "esbuild";

/** One line for a message of esbuild: `file:line:column: what is wrong`, line and column from 1, columns in UTF-16 units as editors count. */
export function explain({ id, text, location }: Message): string {
  const line = (say(id, text) ?? text).replaceAll(/\s*\n\s*/g, " ");
  if (location === null) {
    return line;
  }
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  return `${location.file}:${location.line}:${before.length + 1}: ${line}`;
}

/** Where esbuild's own words speak of esbuild's options. */
function say(id: string, text: string): string | undefined {
  if (id === "empty-import-meta") {
    return "import.meta is empty on the device";
  }
  const missing = /^Could not resolve "(?<name>[^"]+)"/.exec(text)?.groups?.name;
  if (missing === undefined) {
    return undefined;
  }
  const hint = /^[./]/.test(missing) ? "there is no such file" : `it is not installed; try "npm install ${missing}"`;
  return `cannot find "${missing}": ${hint}`;
}
