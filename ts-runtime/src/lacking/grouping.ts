/** `Object.groupBy` and `Map.groupBy`. */
import { callable, supply } from "./supply.ts";

type Choose = (value: unknown, index: number) => unknown;

function grouped(items: Iterable<unknown>, choose: Choose, toKey: (key: unknown) => unknown): Map<unknown, unknown[]> {
  if (items === undefined || items === null) {
    throw new TypeError("there is nothing to group");
  }
  callable(choose);
  const groups = new Map<unknown, unknown[]>();
  let index = 0;
  for (const value of items) {
    const key = toKey(choose(value, index++));
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [value]);
    } else {
      group[group.length] = value;
    }
  }
  return groups;
}

/** ToPropertyKey. */
function propertyKey(value: unknown): PropertyKey {
  return Reflect.ownKeys({ [value as string]: 0 })[0] as PropertyKey;
}

supply(Object, {
  groupBy(items: Iterable<unknown>, choose: Choose) {
    const result = Object.create(null);
    for (const [key, group] of grouped(items, choose, propertyKey)) {
      result[key as string] = group;
    }
    return result;
  },
});

supply(Map, {
  groupBy(items: Iterable<unknown>, choose: Choose) {
    return grouped(items, choose, (key) => (key === 0 ? 0 : key));
  },
});
