/** `getOrInsert` and `getOrInsertComputed` of maps and weak maps. */
import { callable, supply } from "./supply.ts";

for (const { prototype } of [Map, WeakMap]) {
  const { get, has, set } = prototype as Map<unknown, unknown>;
  supply(prototype, {
    getOrInsert(this: Map<unknown, unknown>, key: unknown, value: unknown) {
      if (has.call(this, key)) {
        return get.call(this, key);
      }
      set.call(this, key, value);
      return value;
    },
    getOrInsertComputed(this: Map<unknown, unknown>, key: unknown, compute: (key: unknown) => unknown) {
      const isThere = has.call(this, key);
      callable(compute);
      if (isThere) {
        return get.call(this, key);
      }
      if (prototype === WeakMap.prototype) {
        // Refuses what cannot be a key before it calls.
        new WeakMap().set(key as object, 0);
      }
      const value = compute(key === 0 ? 0 : key);
      set.call(this, key, value);
      return value;
    },
  });
}
