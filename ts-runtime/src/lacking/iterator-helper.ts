/** What the methods of iterators return. */
import { close } from "./iterator-steps.ts";
import { isObject, supply } from "./supply.ts";

/** Gives the next value of a helper, which ends where it says so or throws. */
export type Body = () => { done: boolean; value: unknown };

interface State {
  readonly body: Body;
  readonly close: () => unknown;
  phase: "new" | "waits" | "runs" | "over";
}

const states = new WeakMap<object, State>();
const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object;

function stateOf(self: unknown): State {
  const state = isObject(self) ? states.get(self) : undefined;
  if (state === undefined) {
    throw new TypeError("not a helper of an iterator");
  }
  if (state.phase === "runs") {
    throw new TypeError("it runs already");
  }
  return state;
}

const helperPrototype = Object.create(iteratorPrototype) as object;
supply(helperPrototype, {
  next(this: unknown) {
    const state = stateOf(this);
    if (state.phase === "over") {
      return { value: undefined, done: true };
    }
    state.phase = "runs";
    try {
      const { value, done } = state.body();
      state.phase = done ? "over" : "waits";
      return { value, done };
    } catch (error) {
      state.phase = "over";
      throw error;
    }
  },
  return(this: unknown) {
    const state = stateOf(this);
    const before = state.phase;
    if (before !== "over") {
      state.phase = before === "new" ? "over" : "runs";
      try {
        state.close();
      } finally {
        state.phase = "over";
      }
    }
    return { value: undefined, done: true };
  },
});
tag(helperPrototype, "Iterator Helper");

function tag(object: object, value: string): void {
  Object.defineProperty(object, Symbol.toStringTag, { value, configurable: true });
}

/** An iterator whose values a function gives. @param source is closed with it, where `close` does nothing else */
export function helper(
  source: { return?: unknown } | undefined,
  body: Body,
  atEnd: () => unknown = () => source && close(source),
): object {
  const made = Object.create(helperPrototype) as object;
  states.set(made, { body, close: atEnd, phase: "new" });
  return made;
}

const wrapped = new WeakMap<object, { source: object; next: () => unknown }>();

function wrappedBy(self: unknown): { source: object; next: () => unknown } {
  const found = isObject(self) ? wrapped.get(self) : undefined;
  if (found === undefined) {
    throw new TypeError("not a wrapper of an iterator");
  }
  return found;
}

const wrapPrototype = Object.create(iteratorPrototype) as object;
supply(wrapPrototype, {
  next(this: unknown) {
    const { source, next } = wrappedBy(this);
    return next.call(source);
  },
  return(this: unknown) {
    const { source } = wrappedBy(this) as { source: { return?: () => unknown } };
    const method = source.return;
    return method === undefined || method === null ? { value: undefined, done: true } : method.call(source);
  },
});

/** What makes an iterator of any object with `next`. */
export function wrapper(source: object, next: () => unknown): object {
  const made = Object.create(wrapPrototype) as object;
  wrapped.set(made, { source, next });
  return made;
}
