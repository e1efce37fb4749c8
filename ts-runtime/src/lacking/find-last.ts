/** `findLast` and `findLastIndex` of arrays. */
import { callable, lengthOf, supply } from "./supply.ts";

type Predicate = (value: unknown, index: number, object: unknown) => unknown;

function last(object: object, predicate: Predicate, self: unknown): { value: unknown; index: number } {
  const from = object as Record<number, unknown>;
  const length = lengthOf(from);
  callable(predicate);
  for (let index = length - 1; index >= 0; index--) {
    const value = from[index];
    if (predicate.call(self, value, index, from)) {
      return { value, index };
    }
  }
  return { value: undefined, index: -1 };
}

supply(Array.prototype, {
  findLast(this: unknown, predicate: Predicate, ...[self]: unknown[]) {
    return last(Object(this), predicate, self).value;
  },
  findLastIndex(this: unknown, predicate: Predicate, ...[self]: unknown[]) {
    return last(Object(this), predicate, self).index;
  },
});
