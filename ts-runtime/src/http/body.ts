import { TextDecoder } from "../globals/text-decoder.ts";
import { TextEncoder } from "../globals/text-encoder.ts";

/** What a body can be. */
export type BodyLike = string | ArrayBuffer | ArrayBufferView | AsyncIterable<Uint8Array> | { toString(): string };

/** A body as it is kept. */
export type Content = Uint8Array | AsyncIterable<Uint8Array> | null;

const content = Symbol("content");
const state = Symbol("state");

interface Internals {
  [content]: Content;
  [state]: { isUsed: boolean };
}

const own = (body: Body): Internals => body as unknown as Internals;

/** What requests and responses have in common. */
export class Body {
  constructor(value: Content) {
    // Not enumerable: they are not printed.
    Object.defineProperty(this, content, { value, writable: true });
    Object.defineProperty(this, state, { value: { isUsed: false } });
  }

  /** The bytes as they come; null where there is no body. It can be read once. */
  get body(): AsyncIterableIterator<Uint8Array, undefined> | null {
    return own(this)[content] === null ? null : new Pieces(this);
  }

  get bodyUsed(): boolean {
    return own(this)[state].isUsed;
  }

  async bytes(): Promise<Uint8Array> {
    use(this);
    return all(own(this)[content]);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.bytes();
    return bytes.slice().buffer as ArrayBuffer;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}

/** @internal A body's bytes where they are all there, else what gives them. */
export function contentOf(body: Body): Content {
  return own(body)[content];
}

/** @internal Gives a message that has no body the one that comes. */
export function setContent(body: Body, value: Content): void {
  own(body)[content] = value;
}

/** @internal Marks a body as read. @throws TypeError it was read before */
export function use(body: Body): void {
  if (own(body)[content] === null) {
    return;
  }
  if (own(body)[state].isUsed) {
    throw Object.assign(new TypeError("the body was read already (EALREADY)"), { code: "EALREADY" });
  }
  own(body)[state].isUsed = true;
}

/** @internal A body's content and its type, as what is given asks for. */
export function readInit(init: BodyLike | null | undefined): [value: Content, type: string | undefined] {
  if (init === null || init === undefined) {
    return [null, undefined];
  }
  if (init instanceof ArrayBuffer) {
    return [new Uint8Array(init), undefined];
  }
  if (ArrayBuffer.isView(init)) {
    return [new Uint8Array(init.buffer, init.byteOffset, init.byteLength), undefined];
  }
  if (typeof init === "object" && typeof (init as AsyncIterable<Uint8Array>)[Symbol.asyncIterator] === "function") {
    return [init as AsyncIterable<Uint8Array>, undefined];
  }
  const isForm = Object.prototype.toString.call(init) === "[object URLSearchParams]";
  const type = isForm ? "application/x-www-form-urlencoded;charset=UTF-8" : "text/plain;charset=UTF-8";
  return [new TextEncoder().encode(`${init as string}`), type];
}

/** A body's bytes, which marks it as read. Left before it has begun, what gives them is told, too. */
class Pieces implements AsyncIterableIterator<Uint8Array, undefined> {
  private source: AsyncIterator<Uint8Array> | undefined;
  private readonly owner: Body;

  constructor(owner: Body) {
    this.owner = owner;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const result = await this.begin().next();
    return result.done ? { done: true, value: undefined } : result;
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    await this.begin().return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private begin(): AsyncIterator<Uint8Array> {
    if (this.source === undefined) {
      use(this.owner);
      const value = own(this.owner)[content];
      this.source = value instanceof Uint8Array || value === null ? once(value) : value[Symbol.asyncIterator]();
    }
    return this.source;
  }
}

async function* once(value: Uint8Array | null): AsyncGenerator<Uint8Array, undefined> {
  if (value !== null) {
    yield value;
  }
  return undefined;
}

async function all(value: Content): Promise<Uint8Array> {
  if (value === null || value instanceof Uint8Array) {
    return value ?? new Uint8Array(0);
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of value) {
    pieces.push(piece);
    length += piece.length;
  }
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) {
    return first;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
