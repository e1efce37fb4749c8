/** Whether a version like `1.85.0+dfsg3` is at least another like `1.85`. */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = numbers(version);
  for (const [index, need] of numbers(minimum).entries()) {
    const difference = (have[index] ?? 0) - need;
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}

function numbers(version: string): number[] {
  return (/^[\d.]+/.exec(version)?.[0] ?? "").split(".").map(Number);
}
