/** The value below which that part of the sorted values lies: one of them, never in between. */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** The values in ascending order. */
export function sorted(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** The middle one; of two in the middle their mean. */
export function median(values: readonly number[]): number {
  const ordered = sorted(values);
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1
    ? (ordered[middle] ?? Number.NaN)
    : ((ordered[middle - 1] ?? Number.NaN) + (ordered[middle] ?? Number.NaN)) / 2;
}

/** The width of the middle half of the values, as a part of their median. */
export function spread(values: readonly number[]): number {
  const ordered = sorted(values);
  return (quantile(ordered, 0.75) - quantile(ordered, 0.25)) / median(values);
}
