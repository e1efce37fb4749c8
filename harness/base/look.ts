import { readdirSync, readFileSync } from "node:fs";

/** The names in a folder of which nobody knows whether it is there: none where it is not, or may not be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A short file's text without the blanks around it, as in /proc and /sys; undefined where it is not there, or may not be read. */
export function textOf(file: string): string | undefined {
  return contentsOf(file)?.trim();
}

/** A file's text; undefined where it is not there, or may not be read. */
export function contentsOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
