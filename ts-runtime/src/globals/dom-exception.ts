import { defineGlobalClass } from "../define-global.ts";

/** By their numeric codes, from 1 on. */
const names =
  "IndexSizeError,,HierarchyRequestError,WrongDocumentError,InvalidCharacterError,,NoModificationAllowedError,NotFoundError," +
  "NotSupportedError,InUseAttributeError,InvalidStateError,SyntaxError,InvalidModificationError,NamespaceError,InvalidAccessError,," +
  "TypeMismatchError,SecurityError,NetworkError,AbortError,URLMismatchError,QuotaExceededError,TimeoutError,InvalidNodeTypeError,DataCloneError";

class DOMException extends Error {
  constructor(message = "", name = "Error") {
    super(`${message}`);
    Object.defineProperty(this, "name", { value: `${name}`, configurable: true, writable: true });
  }

  /** The number that a name had before it was enough; 0 for the later ones. */
  get code(): number {
    return this.name === "" ? 0 : names.split(",").indexOf(this.name) + 1;
  }
}

/** The runtime's own errors are plain ones with such a name: they are instances, too. */
function isNamed(value: unknown): boolean {
  if (!(value instanceof Error) || !Object.hasOwn(value, "name")) {
    return false;
  }
  return value.name !== "" && names.split(",").includes(value.name);
}

const inherited = Function.prototype[Symbol.hasInstance];
Object.defineProperty(DOMException, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    return inherited.call(this as () => void, value) || (this === DOMException && isNamed(value));
  },
});

export { DOMException, DOMException as "globalThis.DOMException" };

defineGlobalClass("DOMException", DOMException);
