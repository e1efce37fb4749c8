/** A field's value in JSON, with the name that an error gives it. */
export interface Field {
  readonly name: string;
  readonly value: unknown;
}

/**
 * The fields of an object; one that nobody asks for is an error, as it is most often a name that was mistyped.
 *
 * @throws TypeError it is no object, or has a field that is not among the names
 */
export function fields<Name extends string>({ name, value }: Field, names: readonly Name[]): Record<Name, Field> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong({ name, value }, "an object");
  }
  const unknown = Object.keys(value).find((key) => !names.some((known) => known === key));
  if (unknown !== undefined) {
    throw new TypeError(`${inside(name, unknown)} is not known; known are ${names.join(", ")}`);
  }
  const entries = names.map((key) => [key, { name: inside(name, key), value: Reflect.get(value, key) }]);
  return Object.fromEntries(entries);
}

/** Reads a field where there is one. Returns an object to be spread: a field that is absent stays so. */
export function optional<Name extends string, Value>(
  key: Name,
  field: Field,
  read: (field: Field) => Value,
): { [key in Name]?: Value } {
  return field.value === undefined ? {} : ({ [key]: read(field) } as { [key in Name]?: Value });
}

/** @throws TypeError it is no text, or an empty one */
export function text(field: Field): string {
  if (typeof field.value !== "string" || field.value === "") {
    throw wrong(field, "a text");
  }
  return field.value;
}

/** @throws TypeError it is no list, or an empty one, or an item is not what it should be */
export function list<Item>(field: Field, read: (field: Field) => Item): Item[] {
  const { name, value } = field;
  if (!Array.isArray(value) || value.length === 0) {
    throw wrong(field, "a list that is not empty");
  }
  return value.map((item, index) => read({ name: `${name}[${index}]`, value: item }));
}

/** A number, or one in text, so that addresses can be written in hexadecimal. */
export function number(field: Field): number {
  const { value } = field;
  const result = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof result !== "number" || !Number.isSafeInteger(result) || result < 0) {
    throw wrong(field, "a whole number");
  }
  return result;
}

function wrong({ name, value }: Field, expected: string): TypeError {
  return new TypeError(`${name || "it"} should be ${expected}, but is ${JSON.stringify(value)}`);
}

function inside(name: string, key: string): string {
  return name === "" ? key : `${name}.${key}`;
}
