import { type Kind, prefix } from "./inspect-kind.ts";

/**
 * An error's name, message and stack, as Node shows them; with its class where that says more than its name. QuickJS's stacks may be lines
 * without the message, JerryScript's own are arrays of positions.
 *
 * @param keys what is shown of its properties: gets its cause and its errors, loses what the text has
 */
export function describeError(error: Error, kind: Kind, keys: (string | symbol)[], indent: number): string {
  const name = String(error.name ?? "Error");
  const message = String(error.message ?? "");
  const title = withClass(name, kind);
  const head = message === "" ? title : title === "" ? message : `${title}: ${message}`;
  for (const key of ["name", "message", "stack"] as const) {
    const at = keys.indexOf(key);
    if (at >= 0 && (key === "stack" || head.includes(String(error[key])))) {
      keys.splice(at, 1);
    }
  }
  for (const key of ["cause", "errors"]) {
    const value = (error as unknown as Record<string, unknown>)[key];
    if (!keys.includes(key) && (key === "cause" ? Object.hasOwn(error, key) : Array.isArray(value))) {
      keys.push(key);
    }
  }
  const frames = stackLines(error.stack);
  const text = frames.length === 0 ? `[${head}]` : [head, ...frames].join("\n");
  return text.split("\n").join(`\n${" ".repeat(indent)}`);
}

function withClass(name: string, kind: Kind): string {
  const full = prefix(kind, name).slice(0, -1);
  if (name === full || !(kind.name === undefined || /Error$/.test(name))) {
    return name;
  }
  return full.includes(name) ? full : `${full} [${name}]`;
}

/** The frames alone, each as `    at …`. */
export function stackLines(stack: unknown): string[] {
  if (Array.isArray(stack)) {
    return stack.map((position) => `    at ${String(position)}`);
  }
  return typeof stack === "string" ? stack.split("\n").filter((line) => /^\s+at /.test(line)) : [];
}
