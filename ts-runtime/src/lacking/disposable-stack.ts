/** `SuppressedError`, `DisposableStack` and `AsyncDisposableStack`. */
import "../globals/dispose.ts";
import { callable, isObject, supply } from "./supply.ts";

type Dispose = () => unknown;

interface State {
  readonly kind: "sync" | "async";
  isOver: boolean;
  stack: Dispose[];
}

const states = new WeakMap<object, State>();

function stateOf(self: unknown, kind: State["kind"]): State {
  const state = isObject(self) ? states.get(self) : undefined;
  if (state?.kind !== kind) {
    throw new TypeError(`not ${kind === "sync" ? "a DisposableStack" : "an AsyncDisposableStack"}`);
  }
  return state;
}

function open(self: unknown, kind: State["kind"]): State {
  const state = stateOf(self, kind);
  if (state.isOver) {
    throw new ReferenceError("the stack is disposed of");
  }
  return state;
}

const globals = globalThis as unknown as { SuppressedError: new (error: unknown, suppressed: unknown) => Error };

supply(globalThis, { SuppressedError: makeSuppressedError() });

function makeSuppressedError(): unknown {
  const prototype = Object.create(Error.prototype) as object;
  function SuppressedError(this: unknown, error: unknown, suppressed: unknown, message?: unknown): Error {
    const target = new.target ?? SuppressedError;
    const made = Reflect.construct(Error, [], target) as Error;
    if (!isObject(target.prototype)) {
      Object.setPrototypeOf(made, prototype);
    }
    if (message !== undefined) {
      own(made, "message", `${message}`);
    }
    own(made, "error", error);
    own(made, "suppressed", suppressed);
    return made;
  }
  supply(prototype, { constructor: SuppressedError, message: "", name: "SuppressedError" });
  Object.defineProperty(SuppressedError, "prototype", { value: prototype, writable: false });
  Object.defineProperty(SuppressedError, "length", { value: 3, configurable: true });
  Object.defineProperty(SuppressedError, "name", { value: "SuppressedError", configurable: true });
  return Object.setPrototypeOf(SuppressedError, Error);
}

function own(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, configurable: true, writable: true });
}

/** One error of several: the last one, which hides those before. */
class Errors {
  #last: { readonly error: unknown } | undefined;

  add(error: unknown): void {
    this.#last = { error: this.#last === undefined ? error : new globals.SuppressedError(error, this.#last.error) };
  }

  throwIfAny(): void {
    if (this.#last !== undefined) {
      throw this.#last.error;
    }
  }
}

/** GetDisposeMethod. */
function methodOf(value: object, kind: State["kind"]): Dispose {
  const asked = kind === "async" ? (value as AsyncDisposable)[Symbol.asyncDispose] : undefined;
  if (asked !== undefined && asked !== null) {
    const dispose = callable(asked);
    return () => dispose.call(value);
  }
  const method = (value as Disposable)[Symbol.dispose];
  if (typeof method !== "function") {
    throw new TypeError("it has no method to dispose of it");
  }
  return kind === "sync"
    ? () => method.call(value)
    : () => {
        // What it returns is not waited for: it is no promise of an async disposal.
        method.call(value);
      };
}

function members(kind: State["kind"], make: () => object) {
  return {
    use(this: unknown, value: unknown) {
      const state = open(this, kind);
      if (value !== null && value !== undefined) {
        if (!isObject(value)) {
          throw new TypeError("not an object");
        }
        state.stack.push(methodOf(value, kind));
      } else if (kind === "async") {
        state.stack.push(() => {});
      }
      return value;
    },
    adopt(this: unknown, value: unknown, dispose: (value: unknown) => unknown) {
      const state = open(this, kind);
      callable(dispose);
      state.stack.push(() => dispose(value));
      return value;
    },
    defer(this: unknown, dispose: Dispose) {
      const state = open(this, kind);
      callable(dispose);
      state.stack.push(() => dispose());
    },
    move(this: unknown) {
      const state = open(this, kind);
      const moved = make();
      (states.get(moved) as State).stack = state.stack;
      state.stack = [];
      state.isOver = true;
      return moved;
    },
  };
}

function define(
  name: string,
  kind: State["kind"],
  more: (make: () => object) => object,
  alias: symbol,
  method: string,
) {
  const Class = {
    [name]: function (this: unknown) {
      if (new.target === undefined) {
        throw new TypeError(`${name} is made with new`);
      }
      const self = Reflect.construct(Object, [], new.target) as object;
      if (!isObject(new.target.prototype)) {
        Object.setPrototypeOf(self, Class.prototype);
      }
      states.set(self, { kind, isOver: false, stack: [] });
      return self;
    },
  }[name] as unknown as new () => object;
  const { prototype } = Class;
  const make = () => Reflect.construct(Class, []) as object;
  supply(prototype, members(kind, make));
  supply(prototype, more(make));
  supply(prototype, { [alias]: (prototype as Record<string, unknown>)[method] });
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
  Object.defineProperty(Class, "prototype", { writable: false });
  supply(globalThis, { [name]: Class });
}

define(
  "DisposableStack",
  "sync",
  () => ({
    dispose(this: unknown) {
      const state = stateOf(this, "sync");
      if (state.isOver) {
        return;
      }
      state.isOver = true;
      const errors = new Errors();
      for (const dispose of state.stack.splice(0).reverse()) {
        try {
          dispose();
        } catch (error) {
          errors.add(error);
        }
      }
      errors.throwIfAny();
    },
    get disposed() {
      return stateOf(this, "sync").isOver;
    },
  }),
  Symbol.dispose,
  "dispose",
);

define(
  "AsyncDisposableStack",
  "async",
  () => ({
    disposeAsync(this: unknown) {
      try {
        const state = stateOf(this, "async");
        if (state.isOver) {
          return Promise.resolve();
        }
        state.isOver = true;
        return disposeAll(state.stack.splice(0));
      } catch (error) {
        return Promise.reject(error);
      }
    },
    get disposed() {
      return stateOf(this, "async").isOver;
    },
  }),
  Symbol.asyncDispose,
  "disposeAsync",
);

async function disposeAll(stack: readonly Dispose[]): Promise<void> {
  const errors = new Errors();
  for (const dispose of [...stack].reverse()) {
    try {
      await dispose();
    } catch (error) {
      errors.add(error);
    }
  }
  errors.throwIfAny();
}
