import { defineGlobalClass } from "../define-global.ts";
import { badInValue, type Fields, token } from "./fields.ts";

/** What {@link Headers} can be made of. */
export type HeadersLike = Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

const fields = Symbol("fields");

class Headers {
  constructor(init?: HeadersLike | null) {
    Object.defineProperty(this, fields, { value: [], writable: true });
    if (init === undefined || init === null) {
      return;
    }
    const isIterable = typeof (init as Iterable<unknown>)[Symbol.iterator] === "function";
    for (const [name, value] of isIterable ? (init as Iterable<[string, string]>) : Object.entries(init)) {
      this.append(name, value);
    }
  }

  append(name: string, value: string): void {
    fieldsOf(this).push([nameOf(name), checked(name, value)]);
  }

  delete(name: string): void {
    const wanted = nameOf(name);
    setFields(
      this,
      fieldsOf(this).filter(([other]) => other !== wanted),
    );
  }

  get(name: string): string | null {
    const wanted = nameOf(name);
    const values = fieldsOf(this).filter(([other]) => other === wanted);
    return values.length === 0 ? null : values.map(([, value]) => value).join(", ");
  }

  getSetCookie(): string[] {
    return fieldsOf(this).flatMap(([name, value]) => (name === "set-cookie" ? [value] : []));
  }

  has(name: string): boolean {
    const wanted = nameOf(name);
    return fieldsOf(this).some(([other]) => other === wanted);
  }

  set(name: string, value: string): void {
    const text = checked(name, value);
    this.delete(name);
    fieldsOf(this).push([nameOf(name), text]);
  }

  forEach(callback: (value: string, name: string, headers: Headers) => void, receiver?: unknown): void {
    for (const [name, value] of this) {
      callback.call(receiver, value, name, this);
    }
  }

  /** By their names; values of one name in one, but for Set-Cookie. */
  *entries(): IterableIterator<[name: string, value: string]> {
    const names = [...new Set(fieldsOf(this).map(([name]) => name))].sort();
    for (const name of names) {
      const values = name === "set-cookie" ? this.getSetCookie() : [this.get(name) ?? ""];
      yield* values.map((value): [string, string] => [name, value]);
    }
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) {
      yield name;
    }
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) {
      yield value;
    }
  }

  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.entries();
  }
}

/** @internal As they are sent, in their order. */
export function fieldsOf(headers: Headers): Fields {
  return (headers as unknown as { [fields]: Fields })[fields];
}

/** @internal */
export function setFields(headers: Headers, list: Fields): void {
  (headers as unknown as { [fields]: Fields })[fields] = list;
}

/** @internal Those that came. */
export function headersOf(list: Fields): Headers {
  const headers = new Headers();
  setFields(headers, list);
  return headers;
}

function nameOf(name: string): string {
  if (!token.test(`${name}`)) {
    throw invalid(`expected a header's name, got ${JSON.stringify(`${name}`)}`);
  }
  return `${name}`.toLowerCase();
}

/** White space around it is not sent. What would end the line is refused, and what no byte holds. */
function checked(name: string, value: string): string {
  const text = `${value}`.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (badInValue.test(text) || /[\u0100-\uffff]/.test(text)) {
    throw invalid(`expected a value of the header ${name} in one line of bytes, got ${JSON.stringify(text)}`);
  }
  return text;
}

function invalid(message: string): TypeError {
  return Object.assign(new TypeError(`Headers: ${message} (EINVAL)`), { code: "EINVAL" });
}

export { Headers, Headers as "globalThis.Headers" };

defineGlobalClass("Headers", Headers);
