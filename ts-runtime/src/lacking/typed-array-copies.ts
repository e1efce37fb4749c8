/** `findLast`, `findLastIndex`, `toReversed`, `toSorted` and `with` of typed arrays. */
import { lastMatch, type Predicate } from "./last-match.ts";
import { supply, toInteger } from "./supply.ts";

type Numbers = Uint8Array;

const prototype = Object.getPrototypeOf(Uint8Array.prototype) as Numbers;
// Throws where it is called with what is no typed array, or one whose buffer was detached.
const values = prototype.values;
const lengthGetter = Object.getOwnPropertyDescriptor(prototype, "length")?.get as () => number;
const tagGetter = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.get as () => string;
const kinds = new Map(
  [
    ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
    ...[Float32Array, Float64Array, BigInt64Array, BigUint64Array],
  ].map((kind) => [kind.name, kind as unknown as Uint8ArrayConstructor]),
);

function lengthOf(array: Numbers): number {
  values.call(array);
  return lengthGetter.call(array);
}

function sameKind(array: Numbers, length: number): Numbers {
  const kind = kinds.get(tagGetter.call(array)) as Uint8ArrayConstructor;
  return new kind(length);
}

function copy(array: Numbers): Numbers {
  const length = lengthOf(array);
  const result = sameKind(array, length);
  for (let at = 0; at < length; at++) {
    result[at] = array[at] as number;
  }
  return result;
}

function last(from: Numbers, predicate: Predicate, self: unknown): { value: unknown; index: number } {
  return lastMatch(from, lengthOf(from), predicate, self);
}

supply(prototype, {
  findLast(this: Numbers, predicate: Predicate, ...[self]: unknown[]) {
    return last(this, predicate, self).value;
  },
  findLastIndex(this: Numbers, predicate: Predicate, ...[self]: unknown[]) {
    return last(this, predicate, self).index;
  },
  toReversed(this: Numbers) {
    return copy(this).reverse();
  },
  toSorted(this: Numbers, compare?: (one: number, other: number) => number) {
    if (compare !== undefined && typeof compare !== "function") {
      throw new TypeError("the comparison is not a function");
    }
    return copy(this).sort(compare);
  },
  with(this: Numbers, index: number, value: number) {
    const length = lengthOf(this);
    const relative = toInteger(index);
    const at = relative < 0 ? length + relative : relative;
    const isBig = /^Big/.test(tagGetter.call(this));
    // A conversion may run a program's code, which may shrink the array.
    const converted = isBig ? BigInt.asIntN(64, toBigInt(value)) : Number(value);
    if (!(at >= 0 && at < lengthGetter.call(this))) {
      throw new RangeError("Invalid index");
    }
    const result = sameKind(this, length);
    for (let i = 0; i < length; i++) {
      result[i] = (i === at ? converted : this[i]) as number;
    }
    return result;
  },
});

/** ToBigInt, which refuses numbers. */
function toBigInt(value: unknown): bigint {
  return BigInt.asUintN(64, value as bigint);
}
