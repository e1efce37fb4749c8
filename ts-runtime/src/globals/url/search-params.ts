import { defineGlobalClass } from "../../define-global.ts";
import { decode, encode, FORM } from "./percent.ts";

type Pair = [name: string, value: string];

/** What {@link URLSearchParams} can be made of. */
export type SearchParamsInit = string | Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

/** @internal What a URL's own parameters tell of a change. Not enumerable: it is not printed. */
export const changed = Symbol("changed");
const pairs = Symbol("pairs");

interface Internals {
  [pairs]: Pair[];
  [changed]?: (query: string) => void;
}

const own = (params: URLSearchParams): Internals => params as unknown as Internals;

class URLSearchParams {
  constructor(init: SearchParamsInit | URLSearchParams = "") {
    const value = typeof init === "object" && init !== null ? entriesOf(init) : parseForm(`${init}`.replace(/^\?/, ""));
    Object.defineProperty(this, pairs, { value, writable: true });
  }

  get size(): number {
    return own(this)[pairs].length;
  }

  append(name: string, value: string): void {
    own(this)[pairs].push([wellFormed(name), wellFormed(value)]);
    tell(this);
  }

  delete(name: string, value?: string): void {
    own(this)[pairs] = own(this)[pairs].filter((pair) => !isThis(pair, name, value));
    tell(this);
  }

  get(name: string): string | null {
    return own(this)[pairs].find((pair) => isThis(pair, name))?.[1] ?? null;
  }

  getAll(name: string): string[] {
    return own(this)[pairs].flatMap((pair) => (isThis(pair, name) ? [pair[1]] : []));
  }

  has(name: string, value?: string): boolean {
    return own(this)[pairs].some((pair) => isThis(pair, name, value));
  }

  set(name: string, value: string): void {
    const list = own(this)[pairs];
    const first = list.find((pair) => isThis(pair, name));
    if (first === undefined) {
      list.push([wellFormed(name), wellFormed(value)]);
    } else {
      first[1] = wellFormed(value);
      own(this)[pairs] = list.filter((pair) => pair === first || !isThis(pair, name));
    }
    tell(this);
  }

  /** By their names, in the order of UTF-16 units. */
  sort(): void {
    own(this)[pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    tell(this);
  }

  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, receiver?: unknown): void {
    for (const [name, value] of this) {
      callback.call(receiver, value, name, this);
    }
  }

  /** What is appended meanwhile comes, too. */
  *entries(): IterableIterator<Pair> {
    for (let i = 0; i < own(this)[pairs].length; i++) {
      yield [...(own(this)[pairs][i] as Pair)] as Pair;
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

  [Symbol.iterator](): IterableIterator<Pair> {
    return this.entries();
  }

  toString(): string {
    const form = (text: string) => encode(text, FORM).replace(/%20/g, "+");
    return own(this)
      [pairs].map(([name, value]) => `${form(name)}=${form(value)}`)
      .join("&");
  }
}

/** @internal Gives parameters that belong to a URL another query. */
export function replaceAll(params: URLSearchParams, query: string): void {
  own(params)[pairs] = parseForm(query);
}

/** @internal The parameters of a URL, which is told of each change. */
export function paramsOf(query: string, onChange: (query: string) => void): URLSearchParams {
  const params = new URLSearchParams();
  replaceAll(params, query);
  Object.defineProperty(params, changed, { value: onChange });
  return params;
}

function tell(params: URLSearchParams): void {
  own(params)[changed]?.(params.toString());
}

function isThis([name, value]: Pair, wanted: string, of?: string): boolean {
  return name === `${wanted}` && (of === undefined || value === `${of}`);
}

function parseForm(query: string): Pair[] {
  const parts = query.split("&").filter((part) => part !== "");
  return parts.map((part) => {
    const at = part.indexOf("=");
    const text = (piece: string) => wellFormed(decode(piece.replace(/\+/g, " ")));
    return [text(at < 0 ? part : part.slice(0, at)), at < 0 ? "" : text(part.slice(at + 1))];
  });
}

function entriesOf(init: object): Pair[] {
  if (typeof (init as Iterable<unknown>)[Symbol.iterator] !== "function") {
    return Object.entries(init).map(([name, value]) => [wellFormed(name), wellFormed(value)]);
  }
  return Array.from(init as Iterable<Iterable<string>>, (each) => {
    const pair = typeof each === "object" && each !== null ? Array.from(each) : [];
    if (pair.length !== 2) {
      throw new TypeError(`URLSearchParams: expected pairs of a name and a value, got ${pair.length} items`);
    }
    return [wellFormed(pair[0]), wellFormed(pair[1])];
  });
}

/** As text that UTF-8 can hold. */
function wellFormed(value: unknown): string {
  return `${value}`.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/g, (text) =>
    text.length === 1 ? "\ufffd" : `${text.charAt(0)}\ufffd`,
  );
}

export { URLSearchParams, URLSearchParams as "globalThis.URLSearchParams" };

defineGlobalClass("URLSearchParams", URLSearchParams);
