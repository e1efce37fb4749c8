/** Puts a value where scripts find it. Not enumerable, as the language's own are not. */
export function defineGlobal<T>(name: string, value: T): T {
  Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
  return value;
}

/** As {@link defineGlobal}. By the tag of its prototype structuredClone knows what it has to refuse. */
export function defineGlobalClass<T extends { prototype: object }>(name: string, Class: T): T {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
  return defineGlobal(name, Class);
}
