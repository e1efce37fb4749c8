import type { Kind } from "./inspect-kind.ts";

/** A function or a class, and what the class extends. */
export function describeFunction(value: { name: string }, { name, tag }: Kind): string {
  if (isClass(value)) {
    const own = Object.hasOwn(value, "name") && value.name;
    const parent = (Object.getPrototypeOf(value) as { name?: string } | null)?.name;
    return `[class ${own || "(anonymous)"}${parent ? ` extends ${parent}` : ""}]`;
  }
  const type = /Function$/.test(tag) ? tag : "Function";
  const title = value.name === "" ? " (anonymous)" : `: ${value.name}`;
  return `[${type}${title}]${name === type ? "" : ` ${name ?? "[null prototype]"}`}`;
}

/** The engines keep no text of a function; only classes, and the language's own constructors, have a prototype that is fixed. */
function isClass(value: { name: string }): boolean {
  const isFixed = Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
  return isFixed && (globalThis as Record<string, unknown>)[value.name] !== value;
}
