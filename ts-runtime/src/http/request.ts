import { defineGlobalClass } from "../define-global.ts";
import type { AbortSignalLike } from "../signal.ts";
import { Body, type BodyLike, contentOf, readInit, use } from "./body.ts";
import { token } from "./fields.ts";
import { Headers, type HeadersLike } from "./headers.ts";

/** Options of `new Request` and of `fetch`. */
export interface RequestOptions {
  method?: string | undefined;
  headers?: HeadersLike | undefined;
  body?: BodyLike | null | undefined;
  redirect?: "follow" | "error" | "manual" | undefined;
  signal?: AbortSignalLike | null | undefined;
}

/** Methods whose names are written in capitals, however they are given. */
const common = /^(?:DELETE|GET|HEAD|OPTIONS|POST|PUT)$/i;

export class Request extends Body {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly redirect: "follow" | "error" | "manual";
  readonly signal: AbortSignalLike | null;

  constructor(input: Request | string | { toString(): string }, init: RequestOptions = {}) {
    const from = input instanceof Request ? input : undefined;
    const method = `${init.method ?? from?.method ?? "GET"}`;
    const [content, type] =
      init.body === undefined && from !== undefined ? [contentOf(from), undefined] : readInit(init.body);
    if (!token.test(method) || (content !== null && /^(?:GET|HEAD)$/i.test(method))) {
      const got = content !== null ? `a body with ${method}` : JSON.stringify(method);
      throw Object.assign(
        new TypeError(`Request: expected a method, and no body with GET and HEAD, got ${got} (EINVAL)`),
        {
          code: "EINVAL",
        },
      );
    }
    super(content);
    if (from !== undefined && init.body === undefined) {
      use(from);
    }
    this.url = from?.url ?? `${input as string}`;
    this.method = common.test(method) ? method.toUpperCase() : method;
    this.headers = new Headers(init.headers ?? from?.headers);
    this.redirect = init.redirect ?? from?.redirect ?? "follow";
    this.signal = init.signal === undefined ? (from?.signal ?? null) : init.signal;
    if (type !== undefined && !this.headers.has("content-type")) {
      this.headers.set("content-type", type);
    }
  }
}

defineGlobalClass("Request", Request);
