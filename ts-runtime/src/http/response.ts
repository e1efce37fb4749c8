import { defineGlobalClass } from "../define-global.ts";
import { Body, type BodyLike, readInit } from "./body.ts";
import { badInValue } from "./fields.ts";
import { Headers, type HeadersLike } from "./headers.ts";

/** Options of `new Response`. */
export interface ResponseOptions {
  status?: number | undefined;
  statusText?: string | undefined;
  headers?: HeadersLike | undefined;
}

const details = Symbol("details");

interface Details {
  url: string;
  redirected: boolean;
}

export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;

  constructor(body?: BodyLike | null, init: ResponseOptions = {}) {
    const { status = 200, statusText = "" } = init;
    const [content, type] = readInit(body);
    const isEmpty = status === 204 || status === 205 || status === 304;
    if (!(status >= 200 && status <= 599) || Math.floor(status) !== status || (isEmpty && content !== null)) {
      const expected = isEmpty ? `no body with ${status}` : `a status from 200 to 599, got ${status}`;
      throw Object.assign(new RangeError(`Response: expected ${expected} (EINVAL)`), { code: "EINVAL" });
    }
    if (badInValue.test(`${statusText}`)) {
      throw Object.assign(new TypeError("Response: expected a status text in one line (EINVAL)"), { code: "EINVAL" });
    }
    super(content);
    this.status = status;
    this.statusText = `${statusText}`;
    this.headers = new Headers(init.headers);
    if (type !== undefined && !this.headers.has("content-type")) {
      this.headers.set("content-type", type);
    }
  }

  static json(data: unknown, init: ResponseOptions = {}): Response {
    const response = new Response(JSON.stringify(data), init);
    if (!new Headers(init.headers).has("content-type")) {
      response.headers.set("content-type", "application/json");
    }
    return response;
  }

  static redirect(url: string | { toString(): string }, status = 302): Response {
    if (![301, 302, 303, 307, 308].includes(status)) {
      const message = `Response.redirect: expected a status of a redirection, got ${status} (EINVAL)`;
      throw Object.assign(new RangeError(message), { code: "EINVAL" });
    }
    return new Response(null, { status, headers: { location: `${url as string}` } });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  /** Where it came from, behind all redirections; empty for one that the program has made. */
  get url(): string {
    return (this as unknown as { [details]?: Details })[details]?.url ?? "";
  }

  get redirected(): boolean {
    return (this as unknown as { [details]?: Details })[details]?.redirected ?? false;
  }
}

/** @internal Notes where a response came from. */
export function arrived(response: Response, value: Details): Response {
  return Object.defineProperty(response, details, { value });
}

defineGlobalClass("Response", Response);
