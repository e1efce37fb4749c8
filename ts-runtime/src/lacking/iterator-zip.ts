/** `Iterator.zip` and `Iterator.zipKeyed`. */
import { type Body, helper } from "./iterator-helper.ts";
import "./iterator-prototype.ts";
import { close, iteratorOf, objectOf, type Source, step } from "./iterator-steps.ts";
import { callable, isObject, supply } from "./supply.ts";

/** An iterator with the `next` that it had at first. */
interface Opened {
  readonly source: Source;
  readonly next: Source["next"];
}
type Failure = { readonly error: unknown };
type Mode = "shortest" | "longest" | "strict";
type Finish = (values: readonly unknown[]) => unknown;
interface Options {
  readonly mode: Mode;
  readonly padding: unknown;
}

function opened(source: Source): Opened {
  return { source, next: source.next };
}

/** Closes iterators, the last first. @throws the failure, or else the first error of closing */
function closeAll(iterators: Iterable<Opened>, failure?: Failure): void {
  let first = failure;
  for (const { source } of [...iterators].reverse()) {
    try {
      close(source);
    } catch (error) {
      first ??= { error };
    }
  }
  if (first !== undefined) {
    throw first.error;
  }
}

/** Closes iterators where something throws. */
function orClose<T>(iterators: Iterable<Opened>, act: () => T): T {
  try {
    return act();
  } catch (error) {
    closeAll(iterators, { error });
    throw error;
  }
}

/** IteratorStepValue: nothing where it has ended. */
function nextOf({ source, next }: Opened): { readonly value: unknown } | undefined {
  const result = step(source, next);
  return result.done ? undefined : { value: result.value };
}

function optionsOf(given: unknown): Options {
  if (given !== undefined && !isObject(given)) {
    throw new TypeError("the options are no object");
  }
  const options = (given ?? Object.create(null)) as { readonly mode?: unknown; readonly padding?: unknown };
  const chosen = options.mode;
  const mode = chosen === undefined ? "shortest" : chosen;
  if (mode !== "shortest" && mode !== "longest" && mode !== "strict") {
    throw new TypeError("the mode is none of shortest, longest and strict");
  }
  const padding = mode === "longest" ? options.padding : undefined;
  if (padding !== undefined && !isObject(padding)) {
    throw new TypeError("the padding is no object");
  }
  return { mode, padding };
}

/** As many values as there are iterators. */
function paddingOf(padding: unknown, iterators: readonly Opened[]): unknown[] {
  const values: unknown[] = iterators.map(() => undefined);
  if (padding === undefined) {
    return values;
  }
  const filler = orClose(iterators, () => {
    const open = callable((padding as Iterable<unknown>)[Symbol.iterator], "[Symbol.iterator]");
    return opened(objectOf(open.call(padding as Iterable<unknown>)));
  });
  for (const index of values.keys()) {
    const found = orClose(iterators, () => nextOf(filler));
    if (found === undefined) {
      return values;
    }
    values[index] = found.value;
  }
  orClose(iterators, () => close(filler.source));
  return values;
}

function zipped(iterators: readonly Opened[], mode: Mode, padding: readonly unknown[], finish: Finish): object {
  const open = new Set(iterators);
  const over = { done: true, value: undefined };
  // Where an iterator throws it is over, and the others are closed.
  const take = (iterator: Opened) => {
    try {
      const found = nextOf(iterator);
      if (found === undefined) {
        open.delete(iterator);
      }
      return found;
    } catch (error) {
      open.delete(iterator);
      return closeAll(open, { error }) as never;
    }
  };
  const differ = () => closeAll(open, { error: new TypeError("the iterators are of different lengths") });
  /** Ends where one has ended. */
  const end = (index: number) => {
    if (mode === "shortest") {
      closeAll(open);
    } else if (index > 0 || iterators.slice(1).some((iterator) => take(iterator) !== undefined)) {
      differ();
    }
    return over;
  };
  const body: Body = () => {
    const values: unknown[] = [];
    if (iterators.length === 0) {
      return over;
    }
    for (const [index, iterator] of iterators.entries()) {
      const found = mode !== "longest" || open.has(iterator) ? take(iterator) : undefined;
      if (found === undefined && mode !== "longest") {
        return end(index);
      }
      if (open.size === 0) {
        return over;
      }
      values.push(found === undefined ? padding[index] : found.value);
    }
    return { done: false, value: finish(values) };
  };
  return helper(undefined, body, () => closeAll(open));
}

function zip(iterables: unknown, ...[given]: unknown[]): object {
  if (!isObject(iterables)) {
    throw new TypeError("not an object that can be iterated");
  }
  const { mode, padding } = optionsOf(given);
  const open = callable((iterables as Iterable<unknown>)[Symbol.iterator], "[Symbol.iterator]");
  const input = opened(objectOf(open.call(iterables as Iterable<unknown>)));
  const iterators: Opened[] = [];
  for (;;) {
    const found = orClose(iterators, () => nextOf(input));
    if (found === undefined) {
      return zipped(iterators, mode, paddingOf(padding, iterators), (values) => [...values]);
    }
    iterators.push(orClose([input, ...iterators], () => opened(iteratorOf(found.value, false))));
  }
}

function zipKeyed(iterables: unknown, ...[given]: unknown[]): object {
  if (!isObject(iterables)) {
    throw new TypeError("not an object of iterables");
  }
  const { mode, padding } = optionsOf(given);
  const source = iterables as Record<PropertyKey, unknown>;
  const keys: PropertyKey[] = [];
  const iterators: Opened[] = [];
  for (const key of Reflect.ownKeys(iterables)) {
    orClose(iterators, () => {
      if (Reflect.getOwnPropertyDescriptor(iterables, key)?.enumerable !== true) {
        return;
      }
      const value = source[key];
      if (value !== undefined) {
        const iterator = opened(iteratorOf(value, false));
        keys.push(key);
        iterators.push(iterator);
      }
    });
  }
  const fill = padding as Record<PropertyKey, unknown> | undefined;
  const padded = keys.map((key) => fill && orClose(iterators, () => fill[key]));
  return zipped(iterators, mode, padded, (values) => {
    const result = Object.create(null) as Record<PropertyKey, unknown>;
    values.forEach((value, index) => {
      result[keys[index] as PropertyKey] = value;
    });
    return result;
  });
}

supply((globalThis as unknown as { Iterator: object }).Iterator, {
  zip(iterables: unknown, ...[options]: unknown[]) {
    return zip(iterables, options);
  },
  zipKeyed(iterables: unknown, ...[options]: unknown[]) {
    return zipKeyed(iterables, options);
  },
});
