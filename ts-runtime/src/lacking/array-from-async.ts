/** `Array.fromAsync`. */
import { callable, isObject, lengthOf, supply } from "./supply.ts";

type Mapper = (value: unknown, index: number) => unknown;
// As they are now: a program may change the properties' values on a Symbol of its own, not these.
const asyncIterator: typeof Symbol.asyncIterator = Symbol.asyncIterator;
const iterator: typeof Symbol.iterator = Symbol.iterator;

interface Steps {
  next(): unknown;
  return?(): unknown;
}

supply(Array, {
  // Not an async method, whose prototype would be another one.
  fromAsync(this: unknown, items: unknown, ...[mapper, self]: unknown[]) {
    return collect(this, items, mapper as Mapper | undefined, self);
  },
});

async function collect(make: unknown, items: unknown, mapper: Mapper | undefined, self: unknown): Promise<unknown> {
  if (mapper !== undefined) {
    callable(mapper);
  }
  const source = items as Partial<Iterable<unknown> & AsyncIterable<unknown>>;
  const openAsync = methodOf(source[asyncIterator]);
  const openSync = openAsync === undefined ? methodOf(source[iterator]) : undefined;
  const map = (value: unknown, at: number) => (mapper === undefined ? value : mapper.call(self, value, at));
  if (openAsync === undefined && openSync === undefined) {
    const from = Object(items);
    const length = lengthOf(from);
    const result = made(make, [length]);
    for (let at = 0; at < length; at++) {
      const value = await from[at];
      define(result, at, mapper === undefined ? value : await map(value, at));
    }
    (result as { length: number }).length = length;
    return result;
  }
  const result = made(make, []);
  const steps = (openAsync ?? openSync)?.call(items) as Steps;
  if (!isObject(steps)) {
    throw new TypeError("not an iterator");
  }
  await fill(result, steps, { isAsync: openAsync !== undefined, map: mapper === undefined ? undefined : map });
  return result;
}

interface Filling {
  readonly isAsync: boolean;
  readonly map: Mapper | undefined;
}

async function fill(result: object, steps: Steps, { isAsync, map }: Filling): Promise<void> {
  const { next } = steps;
  for (let at = 0; ; at++) {
    const given = next.call(steps);
    const step = isAsync ? await given : given;
    if (!isObject(step)) {
      throw new TypeError("next gave no object");
    }
    const { done, value: found } = step as IteratorResult<unknown>;
    if (done) {
      (result as { length: number }).length = at;
      return;
    }
    try {
      const value = isAsync ? found : await found;
      define(result, at, map === undefined ? value : await map(value, at));
    } catch (error) {
      await abandon(steps, isAsync);
      throw error;
    }
  }
}

async function abandon(steps: Steps, isAsync: boolean): Promise<void> {
  try {
    const closed = steps.return?.();
    if (isAsync) {
      await closed;
    }
  } catch {
    // The first error counts.
  }
}

function methodOf(method: unknown): ((this: unknown) => unknown) | undefined {
  return method === undefined || method === null ? undefined : (callable(method) as (this: unknown) => unknown);
}

function made(make: unknown, args: unknown[]): object {
  let isConstructor = typeof make === "function";
  try {
    // A constructor may be a target of new; nothing is run.
    Reflect.construct(Object, [], make as () => unknown);
  } catch {
    isConstructor = false;
  }
  return isConstructor ? Reflect.construct(make as () => object, args) : Reflect.construct(Array, args);
}

function define(result: object, at: number, value: unknown): void {
  Object.defineProperty(result, at, { value, configurable: true, enumerable: true, writable: true });
}
