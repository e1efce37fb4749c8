import { callable } from "./supply.ts";

/** What `findLast` and its like call for each item. */
export type Predicate = (value: unknown, index: number, object: unknown) => unknown;

/** The last item that a predicate takes: FindViaPredicate, descending. */
export function lastMatch(
  from: Readonly<Record<number, unknown>>,
  length: number,
  predicate: Predicate,
  self: unknown,
): { value: unknown; index: number } {
  callable(predicate);
  for (let index = length - 1; index >= 0; index--) {
    const value = from[index];
    if (predicate.call(self, value, index, from)) {
      return { value, index };
    }
  }
  return { value: undefined, index: -1 };
}
