/** How many lines of a failed build are shown. */
const shown = 30;

/** The compiler's and the linker's own words in ninja's output, from the first one that failed. */
export function compilerErrors(output: string): string {
  const lines = output.trimEnd().split("\n");
  const first = lines.findIndex((line) =>
    /\b(?:error|undefined reference|will not fit in region|overflowed by)\b/i.test(line),
  );
  return (first === -1 ? lines.slice(-shown) : lines.slice(Math.max(0, first - 1), first - 1 + shown)).join("\n");
}
