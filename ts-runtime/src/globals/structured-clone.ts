import { namedError } from "./named-error.ts";

const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

/**
 * A deep copy: plain objects, arrays, Map, Set, Date, RegExp, ArrayBuffer, typed arrays, errors and what refers to itself.
 *
 * @throws Error named `DataCloneError`: a function, a symbol, or an object with an identity of its own
 */
export function structuredClone<T>(value: T): T {
  return clone(value, new Map()) as T;
}

function clone(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === "function" || typeof value === "symbol") {
    throw refuse(String(value));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const known = seen.get(value);
  if (known !== undefined) {
    return known;
  }
  return cloneContainer(value, seen) ?? cloneLeaf(value, seen);
}

/** What holds other values: it is known before they are cloned, so that they may refer to it. */
function cloneContainer(value: object, seen: Map<object, unknown>): unknown {
  if (Array.isArray(value)) {
    return copyProperties(value, remember(value, new Array(value.length), seen), seen);
  }
  if (value instanceof Map) {
    const copy = remember(value, new Map<unknown, unknown>(), seen);
    // What a getter of an entry adds is not cloned.
    for (const [key, item] of [...value]) {
      copy.set(clone(key, seen), clone(item, seen));
    }
    return copy;
  }
  if (value instanceof Set) {
    const copy = remember(value, new Set<unknown>(), seen);
    for (const item of [...value]) {
      copy.add(clone(item, seen));
    }
    return copy;
  }
  if (value instanceof Error) {
    return cloneError(value, seen);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || Object.prototype.toString.call(value) === "[object Object]") {
    return copyProperties(value, remember(value, {}, seen), seen);
  }
  return undefined;
}

function cloneLeaf(value: object, seen: Map<object, unknown>): unknown {
  if (value instanceof Date) {
    return remember(value, new Date(value.getTime()), seen);
  }
  if (value instanceof RegExp) {
    return remember(value, new RegExp(value.source, value.flags), seen);
  }
  if (value instanceof ArrayBuffer) {
    return remember(value, value.slice(0), seen);
  }
  if (ArrayBuffer.isView(value)) {
    return cloneView(value, seen);
  }
  if (
    value instanceof Number ||
    value instanceof String ||
    value instanceof Boolean ||
    Object.prototype.toString.call(value) === "[object BigInt]"
  ) {
    return remember(value, Object(value.valueOf()) as object, seen);
  }
  throw refuse(Object.prototype.toString.call(value));
}

/** Views of one buffer are views of one buffer in the copy, too. */
function cloneView(view: ArrayBufferView, seen: Map<object, unknown>): object {
  const buffer = clone(view.buffer, seen) as ArrayBuffer;
  const View = view.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => object;
  const length = (view as Partial<Uint8Array>).length ?? view.byteLength;
  return remember(view, new View(buffer, view.byteOffset, length), seen);
}

function cloneError(error: Error, seen: Map<object, unknown>): Error {
  const Type = errors[error.name as keyof typeof errors] ?? Error;
  const copy = remember(error, new Type(error.message), seen);
  Object.defineProperty(copy, "stack", { value: error.stack, configurable: true, writable: true });
  if ("cause" in error) {
    const cause = clone(error.cause, seen);
    Object.defineProperty(copy, "cause", { value: cause, configurable: true, writable: true });
  }
  return copy;
}

function copyProperties<T extends object>(from: object, to: T, seen: Map<object, unknown>): T {
  for (const key of Object.keys(from)) {
    const value = clone((from as Record<string, unknown>)[key], seen);
    if (key === "__proto__") {
      // Of a JSON text, say: a property like any other, and not the prototype.
      Object.defineProperty(to, key, { value, configurable: true, enumerable: true, writable: true });
    } else {
      (to as Record<string, unknown>)[key] = value;
    }
  }
  return to;
}

function remember<T extends object>(value: object, copy: T, seen: Map<object, unknown>): T {
  seen.set(value, copy);
  return copy;
}

function refuse(what: string): Error {
  return namedError("DataCloneError", `structuredClone: ${what} cannot be cloned`);
}
