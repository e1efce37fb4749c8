/** Whether two values look the same: by their own properties, items and entries, and of one kind. */
export function deepEqual(actual: unknown, expected: unknown, seen: [unknown, unknown][] = []): boolean {
  if (Object.is(actual, expected)) {
    return true;
  }
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null) {
    return false;
  }
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) {
    return false;
  }
  // What refers to itself on both sides in the same way is taken for equal: the rest decides.
  if (seen.some(([a, b]) => a === actual && b === expected)) {
    return true;
  }
  const path: [unknown, unknown][] = [...seen, [actual, expected]];
  if (actual instanceof Date) {
    return actual.getTime() === (expected as Date).getTime();
  }
  if (actual instanceof RegExp || actual instanceof Error) {
    return String(actual) === String(expected) && sameProperties(actual, expected, path);
  }
  if (actual instanceof Map || actual instanceof Set) {
    return deepEqual([...actual], [...(expected as Set<unknown>)], path);
  }
  return sameProperties(actual, expected, path);
}

function sameProperties(actual: object, expected: object, path: [unknown, unknown][]): boolean {
  const keys = Object.keys(actual);
  if (keys.length !== Object.keys(expected).length) {
    return false;
  }
  return keys.every(
    (key) =>
      Object.hasOwn(expected, key) &&
      deepEqual((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key], path),
  );
}
