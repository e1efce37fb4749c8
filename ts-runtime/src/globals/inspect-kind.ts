/** What an object says of its kind. */
export interface Kind {
  /** Of its class; undefined where no prototype of it has one. */
  readonly name: string | undefined;
  /** Its `Symbol.toStringTag`, where that is none of its own properties. */
  readonly tag: string;
}

/** Looks for an object's class. No getter of the object's own runs, but for its tag. */
export function kindOf(value: object): Kind {
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  const isShown = Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag);
  return { name: className(value), tag: typeof tag === "string" && !isShown ? tag : "" };
}

function className(value: object): string | undefined {
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const made: unknown = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof made === "function" && made.name !== "" && value instanceof made) {
      return made.name;
    }
  }
  return undefined;
}

/** What stands before the brackets, with a space behind it. */
export function prefix({ name, tag }: Kind, fallback: string, size = ""): string {
  const isOther = tag !== "" && tag !== (name ?? fallback);
  return `${name === undefined ? `[${fallback}${size}: null prototype]` : name + size} ${isOther ? `[${tag}] ` : ""}`;
}
