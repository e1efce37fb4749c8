import { readFile } from "node:fs/promises";

/** What a file boots, as far as it says so where it does: a text, or a URL of one. */
const boots = /\bboot\(\s*(?:new URL\(\s*)?(?:(["'`])(.*?)\1)?/g;

/**
 * Whether tests may boot a TypeScript program, which needs a firmware that can be built before. Those that boot ELF files only, of
 * applications in C, do not. Where a file does not say what it boots, it may.
 */
export async function needsFirmware(files: readonly string[]): Promise<boolean> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return texts.some((text, at) => /\.device\.m?[jt]s$/.test(files[at] ?? "") || mayBootProgram(text));
}

function mayBootProgram(text: string): boolean {
  const booted = [...text.matchAll(boots)].map(([, , path]) => path ?? "");
  return booted.length === 0 || booted.some((path) => !path.endsWith(".elf"));
}
