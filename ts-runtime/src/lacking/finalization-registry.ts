/**
 * `FinalizationRegistry`: it looks for what was collected whenever something is registered, at a few cells each time, and calls back in
 * a job of its own. A registry in which nothing is registered any more never calls back, which the standard allows.
 */
import { callable, isObject, supply } from "./supply.ts";

interface Cell {
  readonly target: WeakRef<object>;
  readonly held: unknown;
  readonly token: WeakRef<object> | undefined;
}
interface Registry {
  readonly cleanup: (held: unknown) => void;
  cells: Cell[];
  /** Where the next look begins. */
  at: number;
}

const registries = new WeakMap<object, Registry>();
/** How many cells are looked at when one is added: more than one, so that none waits for ever. */
const looks = 4;

function registryOf(self: unknown): Registry {
  const found = isObject(self) ? registries.get(self) : undefined;
  if (found === undefined) {
    throw new TypeError("not a FinalizationRegistry");
  }
  return found;
}

function sweep(registry: Registry): void {
  for (let left = Math.min(looks, registry.cells.length); left > 0; left--) {
    registry.at = registry.at < registry.cells.length ? registry.at : 0;
    const cell = registry.cells[registry.at] as Cell;
    if (cell.target.deref() === undefined) {
      registry.cells.splice(registry.at, 1);
      const { cleanup } = registry;
      void Promise.resolve().then(() => cleanup(cell.held));
    } else {
      registry.at++;
    }
  }
}

function Registered(this: unknown, cleanup: (held: unknown) => void): object {
  if (new.target === undefined) {
    throw new TypeError("FinalizationRegistry takes new");
  }
  callable(cleanup);
  const { prototype } = new.target;
  const made = Object.create(isObject(prototype) ? prototype : Registered.prototype) as object;
  registries.set(made, { cleanup, cells: [], at: 0 });
  return made;
}
Object.defineProperty(Registered, "name", { value: "FinalizationRegistry", configurable: true });
Object.defineProperty(Registered, "prototype", { writable: false });
Object.defineProperty(Registered.prototype, Symbol.toStringTag, { value: "FinalizationRegistry", configurable: true });

supply(Registered.prototype, {
  register(this: unknown, target: object, held: unknown, ...[token]: unknown[]) {
    const registry = registryOf(this);
    if (!isObject(target) || target === held) {
      throw new TypeError(isObject(target) ? "the target would hold itself" : "the target is no object");
    }
    if (token !== undefined && !isObject(token)) {
      throw new TypeError("the token is no object");
    }
    sweep(registry);
    registry.cells.push({ target: new WeakRef(target), held, token: token && new WeakRef(token as object) });
  },
  unregister(this: unknown, token: object) {
    const registry = registryOf(this);
    if (!isObject(token)) {
      throw new TypeError("the token is no object");
    }
    const before = registry.cells.length;
    registry.cells = registry.cells.filter((cell) => cell.token?.deref() !== token);
    return registry.cells.length < before;
  },
});
supply(globalThis, { FinalizationRegistry: Registered });
