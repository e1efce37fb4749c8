/** What is defined in an object literal: methods, accessors, values. */
type Members = object;

/**
 * Gives an object the members that it does not have, as the language's own are: not enumerable. Methods of an object literal are no
 * constructors, and have the names of their keys.
 */
export function supply(target: object, members: Members): void {
  for (const key of Reflect.ownKeys(members)) {
    if (!Object.hasOwn(target, key)) {
      const descriptor = Object.getOwnPropertyDescriptor(members, key) as PropertyDescriptor;
      Object.defineProperty(target, key, { ...descriptor, enumerable: false });
    }
  }
}

/** Whether a value is an object or a function. */
export function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** ToObject. @throws TypeError undefined or null */
export function toObject(value: unknown): object {
  return Object(coercible(value)) as object;
}

/** RequireObjectCoercible. @throws TypeError undefined or null */
export function coercible<T>(value: T): T {
  if (value === undefined || value === null) {
    throw new TypeError(`called on ${String(value)}`);
  }
  return value;
}

/** @throws TypeError it cannot be called */
export function callable<F>(value: F, what = "the callback"): F {
  if (typeof value !== "function") {
    throw new TypeError(`${what} is not a function`);
  }
  return value;
}

/** ToIntegerOrInfinity. */
export function toInteger(value: unknown): number {
  // Not Number(), which takes a BigInt.
  return Math.trunc(+(value as number)) || 0;
}

/** LengthOfArrayLike. */
export function lengthOf(object: object): number {
  return Math.min(Math.max(toInteger((object as { length?: unknown }).length), 0), Number.MAX_SAFE_INTEGER);
}
