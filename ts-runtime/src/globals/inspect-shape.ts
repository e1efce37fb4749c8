import { type Kind, prefix } from "./inspect-kind.ts";

/** What is shown of an object. */
export interface Shape {
  /** What stands before the brackets, and alone where they would be empty. */
  base?: string;
  /** What a boxed primitive has in it. */
  primitive?: unknown;
  open: string;
  close: string;
  /** Of the properties that are shown. */
  keys: (string | symbol)[];
  items?: ArrayLike<unknown>;
  /** The items are pairs. */
  isMap?: boolean;
  /** Some of the items may be missing. */
  isArray?: boolean;
  /** The items may stand in columns. */
  isList?: boolean;
  /** The first line in the brackets. */
  extra?: string;
}

/** What is shown of an object, but for functions and errors. */
export function shapeOf(value: object, kind: Kind): Shape {
  const isArray = Array.isArray(value);
  const isList = isArray || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  const boxed = [Number, String, Boolean, Symbol, BigInt].find((each) => value instanceof each)?.name;
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  const strings = Object.keys(value);
  const isIndexed = isList || boxed === "String";
  const keys = [...(isIndexed ? strings.filter((key) => !/^\d+$/.test(key)) : strings), ...symbols];
  const braces = (type: string, size = "") => ({ open: `${prefix(kind, type, size)}{`, close: "}", keys });
  if (isList) {
    const items = value as unknown as ArrayLike<unknown>;
    const isPlain = isArray && kind.name === "Array" && kind.tag === "";
    const open = `${isPlain ? "" : prefix(kind, isArray ? "Array" : kind.tag, `(${items.length})`)}[`;
    return { open, close: "]", keys, items, isArray, isList };
  }
  if (value instanceof Map || value instanceof Set) {
    const isMap = value instanceof Map;
    const items = [...(value as Iterable<unknown>)];
    return { ...braces(isMap ? "Map" : "Set", `(${items.length})`), items, isMap };
  }
  if (value instanceof ArrayBuffer) {
    return { ...braces("ArrayBuffer"), keys: ["byteLength", ...keys], extra: `[Uint8Contents]: <${hexOf(value)}>` };
  }
  if (value instanceof DataView) {
    return { ...braces("DataView"), keys: ["byteLength", "byteOffset", "buffer", ...keys] };
  }
  if (value instanceof WeakMap || value instanceof WeakSet) {
    return { ...braces("WeakSet"), extra: "<items unknown>" };
  }
  if (boxed !== undefined) {
    const own = kind.name === boxed ? "" : ` (${kind.name})`;
    return { ...braces(boxed), open: "{", base: boxed + own, primitive: value.valueOf() };
  }
  const text = value instanceof RegExp ? String(value) : value instanceof Date ? textOf(value) : undefined;
  if (text !== undefined) {
    const type = value instanceof Date ? "Date" : "RegExp";
    return { ...braces(type), open: "{", base: kind.name === type ? text : prefix(kind, type) + text };
  }
  const shape = braces("Object");
  return kind.name === "Object" && kind.tag === "" ? { ...shape, open: "{" } : shape;
}

function textOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? "Invalid Date" : date.toISOString();
}

function hexOf(buffer: ArrayBuffer): string {
  const more = buffer.byteLength - 50;
  const shown = Array.from(new Uint8Array(buffer).subarray(0, 50), (byte) => `0${byte.toString(16)}`.slice(-2));
  return shown.join(" ") + (more > 0 ? ` ... ${more} more byte${more > 1 ? "s" : ""}` : "");
}
