/** `Iterator` and its helpers. */
import { type Body, helper } from "./iterator-helper.ts";
import { checkedBy, close, iteratorOf, objectOf, type Source, step, visit } from "./iterator-steps.ts";
import { callable, isObject, supply } from "./supply.ts";

type Visit = (value: unknown, index: number) => unknown;

// What generators and the iterators of arrays have in common.
const prototype = Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object;

function IteratorClass(this: unknown): void {
  if (new.target === undefined || new.target === IteratorClass) {
    throw new TypeError("Iterator is to be derived from");
  }
}
Object.defineProperty(IteratorClass, "name", { value: "Iterator", configurable: true });
Object.defineProperty(IteratorClass, "prototype", { value: prototype, writable: false });
if (!Object.hasOwn(globalThis, "Iterator")) {
  supply(globalThis, { Iterator: IteratorClass });
}

/** A property that an iterator may have of its own, though it inherits one that cannot be written. */
function weird(key: PropertyKey, value: unknown): void {
  const accessors = {
    get [key as string]() {
      return value;
    },
    set [key as string](given: unknown) {
      if (!isObject(this)) {
        throw new TypeError("not an object");
      }
      if (this === prototype) {
        throw new TypeError("Iterator.prototype stays as it is");
      }
      if (Object.hasOwn(this, key)) {
        (this as Record<PropertyKey, unknown>)[key] = given;
      } else {
        Object.defineProperty(this, key, { value: given, configurable: true, enumerable: true, writable: true });
      }
    },
  };
  supply(prototype, accessors);
}
weird("constructor", IteratorClass);
weird(Symbol.toStringTag, "Iterator");

/** A helper that has its callback checked. */
function made(self: unknown, check: () => unknown, body: (source: Source, next: Source["next"]) => Body): unknown {
  const source = objectOf(self);
  checkedBy(source, check);
  const { next } = source;
  return helper(source, body(source, next));
}

function limitOf(given: unknown): number {
  const number = +(given as number);
  if (Number.isNaN(number) || Math.trunc(number) < 0) {
    throw new RangeError("the limit must be a number of 0 or more");
  }
  return Math.trunc(number);
}

supply(prototype, {
  map(this: unknown, mapper: Visit) {
    return made(
      this,
      () => callable(mapper),
      (source, next) => {
        let index = 0;
        return () => {
          const result = step(source, next);
          if (result.done) {
            return { done: true, value: undefined };
          }
          const { value } = result;
          return { done: false, value: checkedBy(source, () => mapper(value, index++)) };
        };
      },
    );
  },
  filter(this: unknown, keeps: Visit) {
    return made(
      this,
      () => callable(keeps),
      (source, next) => {
        let index = 0;
        return () => {
          for (;;) {
            const result = step(source, next);
            if (result.done) {
              return { done: true, value: undefined };
            }
            const { value } = result;
            if (checkedBy(source, () => keeps(value, index++))) {
              return { done: false, value };
            }
          }
        };
      },
    );
  },
  take(this: unknown, limit: number) {
    let remaining = 0;
    const check = () => {
      remaining = limitOf(limit);
    };
    return made(this, check, (source, next) => () => {
      if (remaining === 0) {
        close(source);
        return { done: true, value: undefined };
      }
      remaining--;
      const result = step(source, next);
      return result.done ? { done: true, value: undefined } : { done: false, value: result.value };
    });
  },
  drop(this: unknown, limit: number) {
    let remaining = 0;
    const check = () => {
      remaining = limitOf(limit);
    };
    return made(this, check, (source, next) => () => {
      for (; remaining > 0; remaining--) {
        if (step(source, next).done) {
          return { done: true, value: undefined };
        }
      }
      const result = step(source, next);
      return result.done ? { done: true, value: undefined } : { done: false, value: result.value };
    });
  },
  flatMap(this: unknown, mapper: Visit) {
    const source = objectOf(this);
    checkedBy(source, () => callable(mapper));
    const { next } = source;
    let index = 0;
    let inner: Source | undefined;
    let innerNext: Source["next"] | undefined;
    const body: Body = () => {
      for (;;) {
        if (inner === undefined || innerNext === undefined) {
          const result = step(source, next);
          if (result.done) {
            return { done: true, value: undefined };
          }
          const { value } = result;
          inner = checkedBy(source, () => iteratorOf(mapper(value, index++), false));
          innerNext = checkedBy(source, () => (inner as Source).next);
        }
        const from = inner;
        const nextOf = innerNext;
        const result = checkedBy(source, () => step(from, nextOf));
        if (!checkedBy(source, () => result.done)) {
          return { done: false, value: checkedBy(source, () => result.value) };
        }
        inner = undefined;
      }
    };
    const closeBoth = () => {
      const from = inner;
      if (from !== undefined) {
        checkedBy(source, () => close(from));
      }
      close(source);
    };
    return helper(source, body, closeBoth);
  },
  reduce(this: unknown, reducer: (sum: unknown, value: unknown, index: number) => unknown, ...rest: unknown[]) {
    const source = objectOf(this);
    checkedBy(source, () => callable(reducer));
    const { next } = source;
    let [sum] = rest;
    let index = 0;
    if (rest.length === 0) {
      const first = step(source, next);
      if (first.done) {
        throw new TypeError("there is nothing to reduce, and no initial value");
      }
      sum = first.value;
      index = 1;
    }
    for (; ; index++) {
      const result = step(source, next);
      if (result.done) {
        return sum;
      }
      const { value } = result;
      const [before, at] = [sum, index];
      sum = checkedBy(source, () => reducer(before, value, at));
    }
  },
  toArray(this: unknown) {
    const source = objectOf(this);
    const { next } = source;
    const items: unknown[] = [];
    for (;;) {
      const result = step(source, next);
      if (result.done) {
        return items;
      }
      Object.defineProperty(items, items.length, {
        value: result.value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
  },
  forEach(this: unknown, callback: Visit) {
    visit(this, callback, (value, index) => void callback(value, index));
  },
  some(this: unknown, predicate: Visit) {
    return visit(this, predicate, (value, index) => Boolean(predicate(value, index)));
  },
  every(this: unknown, predicate: Visit) {
    return !visit(this, predicate, (value, index) => !predicate(value, index));
  },
  find(this: unknown, predicate: Visit) {
    let found: unknown;
    visit(this, predicate, (value, index) => {
      const isIt = Boolean(predicate(value, index));
      found = isIt ? value : undefined;
      return isIt;
    });
    return found;
  },
  [Symbol.dispose](this: Source) {
    this.return?.();
  },
});
