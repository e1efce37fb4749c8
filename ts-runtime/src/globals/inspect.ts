import { describeError } from "./inspect-error.ts";
import { describeFunction } from "./inspect-function.ts";
import { kindOf, prefix } from "./inspect-kind.ts";
import { type Context, layOut } from "./inspect-layout.ts";
import { type Shape, shapeOf } from "./inspect-shape.ts";
import { quote, quoteLines } from "./inspect-text.ts";

/** How much of a value is shown. */
export interface InspectOptions {
  depth?: number;
  items?: number;
  width?: number;
}

/** A value as a program's author wants to read it, as Node's util.inspect has it with its defaults. */
export function inspect(value: unknown, { depth = 2, items = 100, width = 80 }: InspectOptions = {}): string {
  return show({ depth, items, width, path: [], circular: [], indent: 0, reached: 0 }, value, 0);
}

// Three calls for each level, and none of them through a function of the engine's: the stack is small.
function show(context: Context, value: unknown, depth: number): string {
  if (typeof value === "string") {
    return quoteLines(value, context.indent, context.width);
  }
  if (typeof value === "bigint") {
    return `${value}n`;
  }
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  const { path, circular } = context;
  if (path.includes(value)) {
    if (!circular.includes(value)) {
      circular.push(value);
    }
    return `[Circular *${circular.indexOf(value) + 1}]`;
  }
  const kind = kindOf(value);
  const shape = shapeOf(value, kind);
  if (typeof value === "function") {
    shape.base = describeFunction(value, kind);
    shape.open = "{";
  } else if (value instanceof Error) {
    shape.base = describeError(value, kind, shape.keys, context.indent);
    shape.open = "{";
  } else if ("primitive" in shape) {
    shape.base = `[${shape.base}: ${show(context, shape.primitive, 0)}]`;
  }
  if (shape.keys.length === 0 && !shape.items?.length && shape.extra === undefined) {
    return shape.base ?? shape.open + shape.close;
  }
  if (depth > context.depth) {
    return `[${prefix(kind, "Object").slice(0, -1)}]`;
  }
  path.push(value);
  context.reached = depth;
  context.indent += 2;
  const parts = fill(context, value, shape, depth + 1);
  context.indent -= 2;
  path.pop();
  const at = circular.indexOf(value);
  const base = [at < 0 ? "" : `<ref *${at + 1}>`, shape.base ?? ""].filter(Boolean).join(" ");
  return layOut(context, parts, base, shape, depth);
}

/** What is in the brackets: items, and properties. */
function fill(context: Context, value: object, { items, isMap, isArray, extra, keys }: Shape, depth: number): string[] {
  const parts = extra === undefined ? [] : [extra];
  const length = items?.length ?? 0;
  let at = 0;
  while (at < length && parts.length < context.items) {
    const start = at;
    while (isArray && at < length && !(at in value)) {
      at++;
    }
    if (at > start) {
      parts.push(`<${at - start} empty item${at - start > 1 ? "s" : ""}>`);
      continue;
    }
    const item = items?.[at++];
    if (isMap) {
      const key = show(context, (item as unknown[])[0], depth);
      parts.push(`${key} => ${show(context, (item as unknown[])[1], depth)}`);
    } else {
      parts.push(show(context, item, depth));
    }
  }
  if (at < length) {
    parts.push(`... ${length - at} more item${length - at > 1 ? "s" : ""}`);
  }
  for (const key of keys) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    const { get, set, enumerable = true } = property ?? {};
    const text =
      get || set
        ? `[${get && set ? "Getter/Setter" : get ? "Getter" : "Setter"}]`
        : show(context, (value as Record<string | symbol, unknown>)[key], depth);
    const isBracketed = typeof key === "symbol" || !enumerable;
    parts.push(`${isBracketed ? `[${String(key)}]` : /^[A-Za-z_]\w*$/.test(key) ? key : quote(key)}: ${text}`);
  }
  return parts;
}
