/** Ninja's progress, and the whole command that failed: nobody reads them. */
const invocation = /^\[\d+\/\d+\] |(?:gcc|ld|cmake)\S* .* -[co] /;
/** A line that says what is wrong. */
const telling = /\b(?:error|undefined reference|will not fit in region|overflowed by)\b/i;
/** How many lines of a failed build are shown. */
const shown = 30;

/** The compiler's and the linker's own words in ninja's output, from the first one that failed. */
export function compilerErrors(output: string): string {
  const lines = output
    .trimEnd()
    .split("\n")
    .filter((line) => !invocation.test(line));
  const error = lines.findIndex((line) => telling.test(line));
  const first = error === -1 ? lines.length - shown : error - 1;
  return lines.slice(Math.max(0, first), Math.max(0, first) + shown).join("\n");
}

/** What CMake calls errors, without where in its own files it stood. */
export function cmakeErrors(output: string): string {
  const errors = output.matchAll(/^CMake Error.*\n(?:(?:[ \t].*)?\n)*?(?=Call Stack|\S|$(?![\s\S]))/gm);
  const text = Array.from(errors, ([error]) => error.replace(/^\s*\n/gm, "").trimEnd()).join("\n");
  return text === "" ? output.trimEnd().split("\n").slice(-shown).join("\n") : text;
}
