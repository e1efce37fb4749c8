import { inspectError } from "./inspect-error.ts";

/** Containers deeper than this are shown by their kind only. */
const DEPTH = 2;
/** How many items of an array, a map, a set or bytes are shown. */
const ITEMS = 100;
/** What is shorter stands on one line. */
const WIDTH = 72;
/** Items of an array that are not longer share lines. */
const SHORT = 18;

/** A value as a program's author wants to read it, as Node's util.inspect has it. */
export function inspect(value: unknown, depth = DEPTH): string {
  return show(value, depth, []);
}

type Path = readonly object[];

function show(value: unknown, depth: number, path: Path): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return showFunction(value);
    case "object":
      return value === null ? "null" : showObject(value, depth, path);
    default:
      return String(value);
  }
}

function quote(text: string): string {
  const json = JSON.stringify(text).slice(1, -1);
  if (text.indexOf("'") < 0) {
    return `'${json.split('\\"').join('"')}'`;
  }
  return `"${json}"`;
}

function showFunction(value: { name?: unknown }): string {
  const kind = Function.prototype.toString.call(value).slice(0, 6) === "class " ? "class" : "Function";
  return value.name ? `[${kind}: ${String(value.name)}]` : `[${kind} (anonymous)]`;
}

function showObject(value: object, depth: number, path: Path): string {
  if (path.indexOf(value) >= 0) {
    return "[Circular]";
  }
  if (value instanceof Error) {
    return inspectError(value, (part) => show(part, depth - 1, [...path, value]));
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  }
  if (value instanceof RegExp) {
    return String(value);
  }
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    return `[${nameOf(value)}: ${show(value.valueOf(), depth, path)}]`;
  }
  const name = nameOf(value);
  if (depth < 0) {
    return `[${name === "" ? "Object" : name}]`;
  }
  const inner = (part: unknown): string => show(part, depth - 1, [...path, value]);
  return showContainer(value, name, inner);
}

function showContainer(value: object, name: string, inner: (part: unknown) => string): string {
  if (Array.isArray(value)) {
    const items = limited(Array.from(value as unknown[]), inner);
    const prefix = name === "Array" ? "" : `${name}(${value.length}) `;
    return group(prefix, "[", [...items, ...properties(value, inner, true)], "]");
  }
  if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    const items = limited(entries, ([key, item]) => `${inner(key)} => ${inner(item)}`);
    return group(`${name}(${value.size}) `, "{", [...items, ...properties(value, inner)], "}");
  }
  if (value instanceof Set) {
    const items = limited([...(value as Set<unknown>)], inner);
    return group(`${name}(${value.size}) `, "{", [...items, ...properties(value, inner)], "}");
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const view = value as Uint8Array;
    return group(`${name}(${view.length}) `, "[", limited(view, inner), "]");
  }
  if (value instanceof ArrayBuffer) {
    return `${name} { byteLength: ${value.byteLength} }`;
  }
  return group(name === "Object" || name === "" ? "" : `${name} `, "{", properties(value, inner), "}");
}

/** Its class; empty for an object without a prototype. */
function nameOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  return prototype?.constructor?.name ?? "";
}

function limited<T>(items: ArrayLike<T>, show: (item: T) => string): string[] {
  const shown: string[] = [];
  for (let i = 0; i < items.length && i < ITEMS; i++) {
    shown.push(show(items[i] as T));
  }
  if (items.length > ITEMS) {
    shown.push(`... ${items.length - ITEMS} more`);
  }
  return shown;
}

/** `key: value` of each property of its own; an array's items are left out. */
function properties(value: object, inner: (part: unknown) => string, isArray = false): string[] {
  const keys = Object.keys(value).filter((key) => !isArray || !/^\d+$/.test(key));
  return keys.map((key) => {
    const { get, set, value: plain } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    const label = /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
    const accessors = [get && "Getter", set && "Setter"].filter((kind) => kind !== undefined).join("/");
    return `${label}: ${accessors === "" ? inner(plain) : `[${accessors}]`}`;
  });
}

function group(prefix: string, open: string, parts: readonly string[], close: string): string {
  if (parts.length === 0) {
    return `${prefix}${open}${close}`;
  }
  const line = parts.join(", ");
  if (line.length <= WIDTH && line.indexOf("\n") < 0) {
    return open === "[" ? `${prefix}[ ${line} ]` : `${prefix}${open} ${line} ${close}`;
  }
  if (open === "[" && parts.every(isShort)) {
    return `${prefix}[\n  ${rows(parts).join(",\n  ")}\n]`;
  }
  const indented = parts.map((part) => `  ${part.split("\n").join("\n  ")}`);
  return `${prefix}${open}\n${indented.join(",\n")}\n${close}`;
}

function isShort(part: string): boolean {
  return part.length <= SHORT && part.indexOf("\n") < 0;
}

/** Bytes, above all, many on each line. */
function rows(parts: readonly string[]): string[] {
  const done: string[] = [];
  let row = "";
  for (const part of parts) {
    const isCount = part.slice(0, 4) === "... ";
    if (row !== "" && (isCount || row.length + part.length + 2 > WIDTH)) {
      done.push(row);
      row = "";
    }
    row = row === "" ? part : `${row}, ${part}`;
  }
  return [...done, row];
}
