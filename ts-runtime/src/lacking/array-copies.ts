/** `toReversed`, `toSorted`, `toSpliced` and `with` of arrays. */
import { lengthOf, supply, toInteger, toObject } from "./supply.ts";

const maxLength = 2 ** 32 - 1;

function made(length: number): unknown[] {
  if (length > maxLength) {
    throw new RangeError("Invalid array length");
  }
  return new Array(length);
}

function set(array: unknown[], at: number, value: unknown): void {
  Object.defineProperty(array, at, { value, configurable: true, enumerable: true, writable: true });
}

supply(Array.prototype, {
  toReversed(this: unknown) {
    const from = toObject(this) as Record<number, unknown>;
    const length = lengthOf(from);
    const result = made(length);
    for (let at = 0; at < length; at++) {
      set(result, at, from[length - at - 1]);
    }
    return result;
  },
  toSorted(this: unknown, compare?: (one: unknown, other: unknown) => number) {
    if (compare !== undefined && typeof compare !== "function") {
      throw new TypeError("the comparison is not a function");
    }
    const from = toObject(this) as Record<number, unknown>;
    const length = lengthOf(from);
    const result = made(length);
    for (let at = 0; at < length; at++) {
      set(result, at, from[at]);
    }
    return result.sort(compare);
  },
  toSpliced(this: unknown, start: number, skip: number, ...items: unknown[]) {
    const from = toObject(this) as Record<number, unknown>;
    const length = lengthOf(from);
    const relative = toInteger(start);
    const first = relative < 0 ? Math.max(length + relative, 0) : Math.min(relative, length);
    // biome-ignore lint/complexity/noArguments: whether they were given at all counts, and the method has a length of 2.
    const given = arguments.length;
    const skipped =
      given === 0 ? 0 : given === 1 ? length - first : Math.min(Math.max(toInteger(skip), 0), length - first);
    const total = length + items.length - skipped;
    if (total > Number.MAX_SAFE_INTEGER) {
      throw new TypeError("the array would be too long");
    }
    const result = made(total);
    let at = 0;
    for (; at < first; at++) {
      set(result, at, from[at]);
    }
    for (const item of items) {
      set(result, at++, item);
    }
    for (let rest = first + skipped; at < total; rest++) {
      set(result, at++, from[rest]);
    }
    return result;
  },
  with(this: unknown, index: number, value: unknown) {
    const from = toObject(this) as Record<number, unknown>;
    const length = lengthOf(from);
    const relative = toInteger(index);
    const chosen = relative < 0 ? length + relative : relative;
    if (chosen < 0 || chosen >= length) {
      throw new RangeError("Invalid index");
    }
    const result = made(length);
    for (let at = 0; at < length; at++) {
      set(result, at, at === chosen ? value : from[at]);
    }
    return result;
  },
});
