/** How iterators are asked, closed and abandoned. */
import { callable, isObject } from "./supply.ts";

/** An iterator, whose `next` takes nothing. */
export type Source = Iterator<unknown> & { next: () => IteratorResult<unknown> };

/** @throws TypeError it is no object */
export function objectOf(self: unknown): Source {
  if (!isObject(self)) {
    throw new TypeError("not an iterator");
  }
  return self as Source;
}

/** Closes an iterator because of an error, which is thrown whatever closing does. */
export function abandon(source: Source, error: unknown): never {
  try {
    source.return?.();
  } catch {
    // The first error counts.
  }
  throw error;
}

/** Abandons an iterator where a check throws. */
export function checkedBy<T>(source: Source, check: () => T): T {
  try {
    return check();
  } catch (error) {
    return abandon(source, error);
  }
}

/** Closes an iterator. @throws TypeError its `return` gave no object */
export function close(source: { return?: unknown }): void {
  const method = source.return;
  if (method !== undefined && method !== null && !isObject((method as () => unknown).call(source))) {
    throw new TypeError("return gave no object");
  }
}

/** @throws TypeError what `next` gave is no object */
export function step(source: Source, next: Source["next"]): IteratorResult<unknown> {
  const result = next.call(source);
  if (!isObject(result)) {
    throw new TypeError("next gave no object");
  }
  return result;
}

/** Calls back with each value until that returns true, and closes the iterator then, or where it throws. Whether it returned true. */
export function visit(
  self: unknown,
  callback: unknown,
  use: (value: unknown, index: number) => boolean | undefined,
): boolean {
  const source = objectOf(self);
  checkedBy(source, () => callable(callback));
  const { next } = source;
  for (let index = 0; ; index++) {
    const result = step(source, next);
    if (result.done) {
      return false;
    }
    const { value } = result;
    const at = index;
    if (checkedBy(source, () => use(value, at))) {
      close(source);
      return true;
    }
  }
}

/** GetIteratorFlattenable. */
export function iteratorOf(value: unknown, takesStrings: boolean): Source {
  if (!isObject(value) && !(takesStrings && typeof value === "string")) {
    throw new TypeError("not an iterator");
  }
  const method = (value as Iterable<unknown>)[Symbol.iterator];
  const iterator = method === undefined || method === null ? value : callable(method).call(value);
  return objectOf(iterator);
}
