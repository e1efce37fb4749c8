/// <reference path="../dist/ts-runtime/absent.d.ts" />
/**
 * The globals of a program on the device, besides the language's own. Exactly these: there is no DOM and no Node.
 * What they do differently from the web's is said at each.
 */

interface SymbolConstructor {
  /** The method that `using` calls at the end of its block. */
  readonly dispose: unique symbol;
  /** The method that `await using` calls at the end of its block. */
  readonly asyncDispose: unique symbol;
}

/** Parts of the language that the compiler's own declarations do not have yet, or only beside what an engine lacks. */
interface Math {
  /** The nearest number of 16 bits. */
  f16round(x: number): number;
  /** The sum of numbers, rounded once. */
  sumPrecise(numbers: Iterable<number>): number;
}
interface DataView<TArrayBuffer extends ArrayBufferLike> {
  getFloat16(byteOffset: number, littleEndian?: boolean): number;
  setFloat16(byteOffset: number, value: number, littleEndian?: boolean): void;
}

/** What `using` takes. */
interface Disposable {
  [Symbol.dispose](): void;
}

/** What `await using` takes. */
interface AsyncDisposable {
  [Symbol.asyncDispose](): PromiseLike<void>;
}

/** Prints on the device's one console. */
interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  dir(value: unknown): void;
  /** A row for each item or property; `properties` are the columns, of all that there are by default. */
  table(data: unknown, properties?: readonly string[]): void;
  trace(...values: unknown[]): void;
  assert(condition?: unknown, ...values: unknown[]): void;
  count(label?: string): void;
  countReset(label?: string): void;
  time(label?: string): void;
  timeLog(label?: string, ...values: unknown[]): void;
  timeEnd(label?: string): void;
  group(...values: unknown[]): void;
  groupEnd(): void;
}
declare var console: Console;

/**
 * Calls back once, after that many milliseconds; fractions are allowed. 0, negative and NaN: in the next turn; Infinity: never.
 * Throws an error with code `ENOMEM` where all of the firmware's timers are in use.
 */
declare function setTimeout<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): number;
/** The same for a callback that is handed nothing and could take something, as the `resolve` of a promise. */
declare function setTimeout(callback: (nothing: void) => void, milliseconds?: number): number;
/** Calls back again and again; it keeps its beat, and leaves out what it missed. */
declare function setInterval<A extends unknown[]>(
  callback: (...args: A) => void,
  milliseconds?: number,
  ...args: A
): number;
/** The same for a callback that is handed nothing and could take something. */
declare function setInterval(callback: (nothing: void) => void, milliseconds?: number): number;
declare function clearTimeout(id: number | undefined): void;
declare function clearInterval(id: number | undefined): void;
/** Calls back when what runs now is over, before any event. */
declare function queueMicrotask(callback: () => void): void;

interface Performance {
  /** Milliseconds since boot, with fractions to the microsecond. */
  now(): number;
  /** Milliseconds since 1970 at boot, or 0 where the device does not know. */
  readonly timeOrigin: number;
}
declare var performance: Performance;

/** Random bytes that cannot be predicted. In virtual time they can be: they come from the seed of the run. */
interface Crypto {
  /**
   * Fills a typed array of integers with random bytes, and returns it. They are the hardware's entropy; a machine of QEMU's, which has none,
   * makes them of a seed that each boot is given.
   *
   * Throws a TypeError with code `EINVAL` for any other value, by the name `TypeMismatchError` where it is another view of a buffer; an
   * error `QuotaExceededError` with code `ERANGE` for more than 65,536 bytes; an error with code `ENOTSUP` where the device has neither an
   * entropy driver nor a seed, and `EIO` where the driver fails.
   */
  getRandomValues<
    T extends
      | Int8Array
      | Uint8Array
      | Uint8ClampedArray
      | Int16Array
      | Uint16Array
      | Int32Array
      | Uint32Array
      | BigInt64Array
      | BigUint64Array,
  >(array: T): T;
  /** A UUID of version 4, as `"3b241101-e2bb-4255-8caf-4136c566a962"`. Throws as `getRandomValues` does, `ENOTSUP` and `EIO`. */
  randomUUID(): `${string}-${string}-${string}-${string}-${string}`;
  /** Written in full, as `crypto.subtle.digest(…)`: by that the bundler brings it in. */
  readonly subtle: SubtleCrypto;
}

/** Hashes of bytes. There are no ciphers, signatures or keys. */
interface SubtleCrypto {
  /**
   * The hash of bytes, which are copied before this returns: `"SHA-1"`, `"SHA-256"`, `"SHA-384"`, `"SHA-512"`. Timers and sockets go on
   * meanwhile. Rejects with an error `NotSupportedError` with code `ENOTSUP` for any other name, and with a TypeError with code `EINVAL` for what
   * is no bytes.
   */
  digest(algorithm: string | { readonly name: string }, data: ArrayBuffer | ArrayBufferView): Promise<ArrayBuffer>;
}
/** The bundler brings it in where a program names it, as `crypto` or `globalThis.crypto`. */
declare var crypto: Crypto;

interface EventInit {
  bubbles?: boolean | undefined;
  cancelable?: boolean | undefined;
  composed?: boolean | undefined;
}

/** There is no tree of targets: an event reaches its one target only. */
interface Event {
  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  /** Milliseconds since boot, as of `performance.now()`. */
  readonly timeStamp: number;
  readonly target: object | null;
  readonly srcElement: object | null;
  readonly currentTarget: object | null;
  /** `AT_TARGET` (2) while it is dispatched, else `NONE` (0). */
  readonly eventPhase: number;
  /** Whether the runtime has dispatched it, as it does the `abort` of a signal. */
  readonly isTrusted: boolean;
  readonly defaultPrevented: boolean;
  returnValue: boolean;
  cancelBubble: boolean;
  /** Its target while it is dispatched, in an array. */
  composedPath(): object[];
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}
declare var Event: {
  prototype: Event;
  new (type: string, init?: EventInit | null): Event;
  readonly NONE: 0;
  readonly CAPTURING_PHASE: 1;
  readonly AT_TARGET: 2;
  readonly BUBBLING_PHASE: 3;
};

interface CustomEventInit<T = unknown> extends EventInit {
  detail?: T | undefined;
}

/** An event that carries a value of the program's. */
interface CustomEvent<T = unknown> extends Event {
  readonly detail: T;
}
declare var CustomEvent: {
  prototype: CustomEvent;
  new <T = unknown>(type: string, init?: CustomEventInit<T> | null): CustomEvent<T>;
};

type EventListener = ((event: Event) => void) | { handleEvent(event: Event): void };

interface AddEventListenerOptions {
  capture?: boolean | undefined;
  once?: boolean | undefined;
  passive?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

interface EventTarget {
  addEventListener(type: string, listener: EventListener | null, options?: boolean | AddEventListenerOptions): void;
  removeEventListener(type: string, listener: EventListener | null, options?: boolean | AddEventListenerOptions): void;
  dispatchEvent(event: Event): boolean;
}
declare var EventTarget: { prototype: EventTarget; new (): EventTarget };

interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: unknown;
  onabort: ((event: Event) => void) | null;
  throwIfAborted(): void;
}
declare var AbortSignal: {
  prototype: AbortSignal;
  [Symbol.hasInstance](value: unknown): value is AbortSignal;
  abort(reason?: unknown): AbortSignal;
  /** It takes one of the firmware's timers only while somebody listens, and does not hold the program otherwise. */
  timeout(milliseconds: number): AbortSignal;
  any(signals: Iterable<AbortSignal>): AbortSignal;
};

interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare var AbortController: { prototype: AbortController; new (): AbortController };

interface TextEncoder {
  readonly encoding: "utf-8";
  encode(text?: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare var TextEncoder: { prototype: TextEncoder; new (): TextEncoder };

/** UTF-8 only. */
interface TextDecoder {
  readonly encoding: "utf-8";
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare var TextDecoder: {
  prototype: TextDecoder;
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};

/** A deep copy of plain data, Map, Set, Date, RegExp, buffers and errors, and of what refers to itself. */
declare function structuredClone<T>(value: T): T;

/** Each character of a text is a byte, up to U+00FF: the bytes in base 64. Throws an error `InvalidCharacterError` with code `EINVAL` for others. */
declare function btoa(text: string): string;
/** The bytes of a text in base 64, each as a character. Throws an error `InvalidCharacterError` with code `EINVAL` where it is none. */
declare function atob(text: string): string;

/**
 * An error of the web's standards, which is told by its `name`. What the runtime throws by such a name, an `AbortError`, is an `instanceof` it, but a plain
 * Error without a numeric `code`.
 */
interface DOMException extends Error {
  /** The number that the older names have, else 0. */
  readonly code: number;
}
declare var DOMException: { prototype: DOMException; new (message?: string, name?: string): DOMException };

/** Makes a value an uncaught exception when what runs now is over: it is printed with its stack, and ends the program with code 1. */
declare function reportError(error: unknown): void;

/** The parameters of a query. Those of a URL's `searchParams` change the URL. */
interface URLSearchParams {
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, params: URLSearchParams) => void, receiver?: unknown): void;
  entries(): IterableIterator<[name: string, value: string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[name: string, value: string]>;
  toString(): string;
}
declare var URLSearchParams: {
  prototype: URLSearchParams;
  /** Throws a TypeError where an item of an iterable is no pair. */
  new (
    init?: string | URLSearchParams | Iterable<readonly [string, string]> | Readonly<Record<string, string>>,
  ): URLSearchParams;
};

/**
 * An address of the web, as the URL standard has it. Names beyond ASCII are written in Punycode, of lower-case letters; the other tables of
 * Unicode (UTS 46) are not there.
 */
interface URL {
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}
declare var URL: {
  prototype: URL;
  /** Throws a TypeError with code `EINVAL` where it is no address. */
  new (url: string | URL, base?: string | URL): URL;
  canParse(url: string | URL, base?: string | URL): boolean;
  parse(url: string | URL, base?: string | URL): URL | null;
};

/** The fields of a header. Names are case-insensitive. Throws a TypeError with code `EINVAL` for what no header can have. */
interface Headers {
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  forEach(callback: (value: string, name: string, headers: Headers) => void, receiver?: unknown): void;
  entries(): IterableIterator<[name: string, value: string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[name: string, value: string]>;
}
type HeadersInit = Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string>>;
declare var Headers: { prototype: Headers; new (init?: HeadersInit | null): Headers };

type BodyInit = string | ArrayBuffer | ArrayBufferView | URLSearchParams | AsyncIterable<Uint8Array>;

/** What requests and responses have in common. A body is read once: again, it is a TypeError with code `EALREADY`. */
interface Body {
  /** The bytes as they come; null where there is no body. Leaving the loop gives the rest up, and the connection. */
  readonly body: AsyncIterableIterator<Uint8Array, undefined> | null;
  readonly bodyUsed: boolean;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
  // biome-ignore lint/suspicious/noExplicitAny: as the web's, whose users say what it is
  json(): Promise<any>;
}

interface RequestInit {
  method?: string | undefined;
  headers?: HeadersInit | undefined;
  /** An async iterable is sent in chunks. */
  body?: BodyInit | null | undefined;
  redirect?: "follow" | "error" | "manual" | undefined;
  /** Aborted, `fetch` and what reads the body reject with its reason. */
  signal?: AbortSignal | null | undefined;
}

/** A request. Its address is not looked at before it is fetched. */
interface Request extends Body {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: "follow" | "error" | "manual";
  readonly signal: AbortSignal | null;
}
declare var Request: { prototype: Request; new (input: Request | URL | string, init?: RequestInit): Request };

interface ResponseInit {
  status?: number | undefined;
  statusText?: string | undefined;
  headers?: HeadersInit | undefined;
}

/** A response. */
interface Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly ok: boolean;
  readonly url: string;
  readonly redirected: boolean;
}
declare var Response: {
  prototype: Response;
  /** Throws a RangeError or TypeError with code `EINVAL` for a status below 200, and for a body with 204, 205 and 304. */
  new (body?: BodyInit | null, init?: ResponseInit): Response;
  json(data: unknown, init?: ResponseInit): Response;
  redirect(url: URL | string, status?: number): Response;
};

/**
 * Asks a server over HTTP/1.1. Follows up to 20 redirections, and keeps up to two connections for the next request. Read or leave the body of each
 * response: until then it keeps its connection.
 *
 * Rejects with the errors of `TcpStream.connect` and `read`; a TypeError with code `EINVAL` for what is no address; `EPROTO` where the answer is no
 * HTTP; `EMSGSIZE` for a header of more than 8 KB; `ENOTSUP` for https:.
 */
declare function fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;

/** Files that a program imports as texts: `import ca from "./ca.pem" with { type: "text" }`. */
declare module "*.pem" {
  const text: string;
  export default text;
}
declare module "*.txt" {
  const text: string;
  export default text;
}
declare module "*.html" {
  const text: string;
  export default text;
}
declare module "*.css" {
  const text: string;
  export default text;
}
declare module "*.csv" {
  const text: string;
  export default text;
}
