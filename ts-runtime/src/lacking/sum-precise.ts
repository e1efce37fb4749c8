/** `Math.sumPrecise`: the sum of numbers, rounded once. */
import { supply } from "./supply.ts";

/** Greater than any sum of fewer than 2^53 numbers of half its size. */
const huge = 2 ** 1023;

/** Adds a number to sums that do not overlap, the least first; what is beyond the largest number is counted apart. */
function add(partials: number[], value: number): number {
  let x = value;
  let kept = 0;
  let overflow = 0;
  for (const partial of partials) {
    let y = partial;
    if (Math.abs(x) < Math.abs(y)) {
      [x, y] = [y, x];
    }
    let high = x + y;
    if (Math.abs(high) === Infinity) {
      const sign = high > 0 ? 1 : -1;
      overflow += sign;
      x = x - sign * huge - sign * huge;
      if (Math.abs(x) < Math.abs(y)) {
        [x, y] = [y, x];
      }
      high = x + y;
    }
    const low = y - (high - x);
    if (low !== 0) {
      partials[kept++] = low;
    }
    x = high;
  }
  partials.length = kept;
  if (x !== 0) {
    partials.push(x);
  }
  return overflow;
}

/** The nearest number to a sum of numbers that do not overlap, ties to even. */
function rounded(partials: readonly number[]): number {
  let at = partials.length - 1;
  let high = partials[at] ?? 0;
  let low = 0;
  while (at > 0 && low === 0) {
    const x = high;
    const y = partials[--at] as number;
    high = x + y;
    low = y - (high - x);
  }
  // Half way between two numbers, what follows decides.
  const next = partials[at - 1] ?? 0;
  if (at > 0 && Math.sign(low) === Math.sign(next) && next !== 0) {
    const doubled = low * 2;
    const up = high + doubled;
    if (doubled === up - high) {
      return up;
    }
  }
  return high;
}

/** The sum where numbers beyond the largest one were counted apart. */
function withOverflow(partials: number[], overflow: number): number {
  if (overflow === 0) {
    return rounded(partials);
  }
  const top = partials.pop() ?? 0;
  const sign = Math.sign(overflow);
  if (Math.abs(overflow) > 1 || Math.sign(top) !== -sign) {
    return sign * Infinity;
  }
  // Half of it fits: 2^1024 + top, with the rest of the sums at half their size.
  const high = sign * huge + top / 2;
  const low = top / 2 - (high - sign * huge);
  const half = rounded([...partials.map((partial) => partial / 2), ...(low === 0 ? [] : [low]), high]);
  return half * 2;
}

supply(Math, {
  sumPrecise(items: Iterable<number>) {
    const partials: number[] = [];
    let overflow = 0;
    let sum = -0;
    for (const item of items) {
      if (typeof item !== "number") {
        throw new TypeError("not a number");
      }
      // Infinities and NaN add up as ever, and so do zeros with a sign.
      if (!Number.isFinite(item) || item === 0) {
        sum += item;
      } else {
        overflow += add(partials, item);
        sum += 0;
      }
    }
    return !Number.isFinite(sum) || (partials.length === 0 && overflow === 0) ? sum : withOverflow(partials, overflow);
  },
});
