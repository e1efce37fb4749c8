/** Shown by the message and the stack. */
const known = ["name", "message", "stack", "cause", "errors"];

/**
 * An error: its name and message, its stack, and what else it says about itself. QuickJS's stacks are lines without the
 * message, JerryScript's are arrays of positions, V8's begin with the message.
 */
export function inspectError(error: Error, inner: (part: unknown) => string): string {
  const head = error.message === "" ? error.name : `${error.name}: ${error.message}`;
  const frames = stackLines(error.stack);
  const text = [head, ...frames].join("\n");
  const details = Object.keys(error).filter((key) => known.indexOf(key) < 0);
  const parts = details.map((key) => `  ${key}: ${inner((error as unknown as Record<string, unknown>)[key])}`);
  for (const key of ["cause", "errors"] as const) {
    const value = (error as AggregateError)[key];
    if (value !== undefined) {
      parts.push(`  [${key}]: ${inner(value)}`);
    }
  }
  return parts.length === 0 ? text : `${text} {\n${parts.join(",\n")}\n}`;
}

/** The frames alone, each as `    at …`. */
export function stackLines(stack: unknown): string[] {
  if (Array.isArray(stack)) {
    return stack.map((position) => `    at ${String(position)}`);
  }
  return typeof stack === "string" ? stack.split("\n").filter((line) => /^\s+at /.test(line)) : [];
}
