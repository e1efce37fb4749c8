/** `union`, `intersection`, `difference`, `symmetricDifference`, `isSubsetOf`, `isSupersetOf` and `isDisjointFrom` of sets. */
import { isObject, supply } from "./supply.ts";

type Elements = Set<unknown>;

/** What the methods take: GetSetRecord. */
interface Other {
  readonly size: number;
  has(value: unknown): boolean;
  /** Calls back with each element, until that returns true; then closes the iterator. `begin` is called before the first one is asked for. */
  each(visit: (value: unknown) => boolean | undefined, begin?: () => void): boolean;
}

const { add, delete: remove, has, values } = Set.prototype;
const sizeOf = Object.getOwnPropertyDescriptor(Set.prototype, "size")?.get as () => number;
const next = Object.getPrototypeOf(new Set().values()).next as () => IteratorResult<unknown>;

/** @throws TypeError it is no set */
function checked(self: unknown): Elements {
  sizeOf.call(self);
  return self as Elements;
}

function read(other: unknown): Other {
  if (!isObject(other)) {
    throw new TypeError("not a set");
  }
  const given = other as { size: unknown; has: unknown; keys: unknown };
  // Not Number(), which takes a BigInt.
  const number = +(given.size as number);
  if (Number.isNaN(number)) {
    throw new TypeError("the size is not a number");
  }
  const size = Math.trunc(number) || 0;
  if (size < 0) {
    throw new RangeError("the size is negative");
  }
  const hasOther = given.has;
  const keys = given.keys;
  if (typeof hasOther !== "function" || typeof keys !== "function") {
    throw new TypeError("has or keys is not a function");
  }
  return {
    size,
    has: (value) => Boolean(hasOther.call(other, value)),
    each: (visit, begin) => visitKeys(keys.call(other), visit, begin),
  };
}

function visitKeys(iterator: unknown, visit: (value: unknown) => boolean | undefined, begin?: () => void): boolean {
  if (!isObject(iterator)) {
    throw new TypeError("keys returned no iterator");
  }
  const keys = iterator as Iterator<unknown>;
  const step = keys.next;
  begin?.();
  for (;;) {
    const result = step.call(keys);
    if (!isObject(result)) {
      throw new TypeError("next returned no object");
    }
    if (result.done) {
      return false;
    }
    if (visit(result.value)) {
      keys.return?.();
      return true;
    }
  }
}

/** Visits a set's own elements, also those that are added meanwhile. */
function someOwn(set: Elements, visit: (value: unknown) => boolean | undefined): boolean {
  const iterator = values.call(set);
  for (let result = next.call(iterator); !result.done; result = next.call(iterator)) {
    if (visit(result.value)) {
      return true;
    }
  }
  return false;
}

function copyOf(set: Elements): Elements {
  const copy = new Set();
  someOwn(set, (value) => void add.call(copy, value));
  return copy;
}

supply(Set.prototype, {
  union(this: unknown, other: unknown) {
    const set = checked(this);
    const record = read(other);
    let result = new Set();
    record.each(
      (value) => void add.call(result, value),
      () => {
        result = copyOf(set);
      },
    );
    return result;
  },
  intersection(this: unknown, other: unknown) {
    const set = checked(this);
    const record = read(other);
    const result = new Set();
    if (sizeOf.call(set) <= record.size) {
      someOwn(set, (value) => void (record.has(value) && add.call(result, value)));
    } else {
      record.each((value) => void (has.call(set, value) && add.call(result, value)));
    }
    return result;
  },
  difference(this: unknown, other: unknown) {
    const set = checked(this);
    const record = read(other);
    if (sizeOf.call(set) <= record.size) {
      const result = copyOf(set);
      someOwn(set, (value) => void (record.has(value) && remove.call(result, value)));
      return result;
    }
    const result = copyOf(set);
    record.each((value) => void remove.call(result, value));
    return result;
  },
  symmetricDifference(this: unknown, other: unknown) {
    const set = checked(this);
    const record = read(other);
    let result = set;
    record.each(
      (value) => void (has.call(set, value) ? remove.call(result, value) : add.call(result, value)),
      () => {
        result = copyOf(set);
      },
    );
    return result;
  },
  isSubsetOf(this: unknown, other: unknown) {
    const set = checked(this);
    const record = read(other);
    return sizeOf.call(set) <= record.size && !someOwn(set, (value) => !record.has(value));
  },
  isSupersetOf(this: unknown, other: unknown) {
    const set = checked(this);
    const record = read(other);
    return sizeOf.call(set) >= record.size && !record.each((value) => !has.call(set, value));
  },
  isDisjointFrom(this: unknown, other: unknown) {
    const set = checked(this);
    const record = read(other);
    return sizeOf.call(set) <= record.size
      ? !someOwn(set, (value) => record.has(value))
      : !record.each((value) => has.call(set, value));
  },
});
