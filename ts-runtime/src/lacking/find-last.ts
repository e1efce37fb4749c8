/** `findLast` and `findLastIndex` of arrays. */
import { lastMatch, type Predicate } from "./last-match.ts";
import { lengthOf, supply, toObject } from "./supply.ts";

function last(from: object, predicate: Predicate, self: unknown): { value: unknown; index: number } {
  return lastMatch(from as Record<number, unknown>, lengthOf(from), predicate, self);
}

supply(Array.prototype, {
  findLast(this: unknown, predicate: Predicate, ...[self]: unknown[]) {
    return last(toObject(this), predicate, self).value;
  },
  findLastIndex(this: unknown, predicate: Predicate, ...[self]: unknown[]) {
    return last(toObject(this), predicate, self).index;
  },
});
