import { defineGlobalClass } from "../../define-global.ts";
import { parseHost } from "./host.ts";
import { parseUrl } from "./parse.ts";
import { encode, FRAGMENT, USERINFO } from "./percent.ts";
import {
  encodeQuery,
  format,
  formatHost,
  formatPath,
  isDefaultPort,
  isSpecial,
  parsePathStart,
  parsePort,
  type UrlRecord,
} from "./record.ts";
import { paramsOf, replaceAll, type URLSearchParams } from "./search-params.ts";

const record = Symbol("record");
const parameters = Symbol("parameters");

interface Internals {
  [record]: UrlRecord;
  [parameters]?: URLSearchParams;
}

const own = (url: URL): Internals => url as unknown as Internals;
const of = (url: URL): UrlRecord => own(url)[record];

/** The parts of an address of the web, as the URL standard has them. */
class URL {
  constructor(url: string | URL, base?: string | URL) {
    const parsed = parse(url, base);
    if (parsed === undefined) {
      const against = base === undefined ? "" : ` against ${JSON.stringify(`${base}`)}`;
      const message = `URL: expected an address such as "http://host/path", got ${JSON.stringify(`${url}`)}${against} (EINVAL)`;
      throw Object.assign(new TypeError(message), { code: "EINVAL" });
    }
    setRecord(this, parsed);
  }

  static canParse(url: string | URL, base?: string | URL): boolean {
    return parse(url, base) !== undefined;
  }

  static parse(url: string | URL, base?: string | URL): URL | null {
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  get href(): string {
    return format(of(this));
  }

  set href(value: string) {
    setRecord(this, new URL(`${value}`)[record as never]);
    replaceParameters(this);
  }

  get origin(): string {
    const url = of(this);
    if (url.scheme === "blob") {
      const inner = parseUrl(formatPath(url), undefined);
      return inner !== undefined && /^https?$/.test(inner.scheme) ? `${inner.scheme}://${formatHost(inner)}` : "null";
    }
    return isSpecial(url) && url.scheme !== "file" ? `${url.scheme}://${formatHost(url)}` : "null";
  }

  get protocol(): string {
    return `${of(this).scheme}:`;
  }

  set protocol(value: string) {
    const url = of(this);
    const scheme = /^[a-zA-Z][a-zA-Z\d+.-]*(?=:|$)/.exec(`${value}`.replace(/[\t\n\r]/g, ""))?.[0].toLowerCase();
    const hasPlace = url.username !== "" || url.password !== "" || url.port !== null;
    if (
      scheme !== undefined &&
      isSpecial({ scheme }) === isSpecial(url) &&
      !(scheme === "file" && hasPlace) &&
      !(url.scheme === "file" && url.host === "")
    ) {
      url.scheme = scheme;
      url.port = isDefaultPort(url) ? null : url.port;
    }
  }

  get username(): string {
    return of(this).username;
  }

  set username(value: string) {
    if (canHavePort(this)) {
      of(this).username = encode(`${value}`, USERINFO);
    }
  }

  get password(): string {
    return of(this).password;
  }

  set password(value: string) {
    if (canHavePort(this)) {
      of(this).password = encode(`${value}`, USERINFO);
    }
  }

  get host(): string {
    return formatHost(of(this));
  }

  set host(value: string) {
    setHost(this, `${value}`, true);
  }

  get hostname(): string {
    return of(this).host ?? "";
  }

  set hostname(value: string) {
    setHost(this, `${value}`, false);
  }

  get port(): string {
    return `${of(this).port ?? ""}`;
  }

  set port(value: string) {
    const text = `${value}`.replace(/[\t\n\r]/g, "");
    const digits = /^\d*/.exec(text)?.[0] ?? "";
    if (canHavePort(this) && (text === "" || digits !== "")) {
      parsePort(of(this), digits);
    }
  }

  get pathname(): string {
    return formatPath(of(this));
  }

  set pathname(value: string) {
    const url = of(this);
    if (typeof url.path !== "string") {
      url.path = [];
      parsePathStart(
        url,
        `${value}`.replace(/[\t\n\r]/g, "").replace(/[?#]/g, (mark) => (mark === "?" ? "%3F" : "%23")),
      );
    }
  }

  get search(): string {
    const { query } = of(this);
    return query === null || query === "" ? "" : `?${query}`;
  }

  set search(value: string) {
    const text = `${value}`.replace(/[\t\n\r]/g, "");
    of(this).query = text === "" ? null : encodeQuery(of(this), text.replace(/^\?/, "")).replace(/#/g, "%23");
    replaceParameters(this);
  }

  /** A change of these is one of the URL. */
  get searchParams(): URLSearchParams {
    const internals = own(this);
    if (internals[parameters] === undefined) {
      const value = paramsOf(of(this).query ?? "", (query) => {
        of(this).query = query === "" ? null : query;
      });
      Object.defineProperty(this, parameters, { value });
    }
    return internals[parameters] as URLSearchParams;
  }

  get hash(): string {
    const { fragment } = of(this);
    return fragment === null || fragment === "" ? "" : `#${fragment}`;
  }

  set hash(value: string) {
    const text = `${value}`.replace(/[\t\n\r]/g, "");
    of(this).fragment = text === "" ? null : encode(text.replace(/^#/, ""), FRAGMENT);
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }
}

/** Not enumerable: it is not printed. */
function setRecord(url: URL, value: UrlRecord): void {
  Object.defineProperty(url, record, { value, configurable: true });
}

function parse(url: string | URL, base: string | URL | undefined): UrlRecord | undefined {
  const against = base === undefined ? undefined : parseUrl(`${base}`, undefined);
  return base !== undefined && against === undefined ? undefined : parseUrl(`${url}`, against);
}

function canHavePort(url: URL): boolean {
  const { host, scheme } = of(url);
  return host !== null && host !== "" && scheme !== "file";
}

function replaceParameters(url: URL): void {
  const params = own(url)[parameters];
  if (params !== undefined) {
    replaceAll(params, of(url).query ?? "");
  }
}

function setHost(instance: URL, value: string, withPort: boolean): void {
  const url = of(instance);
  if (typeof url.path === "string") {
    return;
  }
  const text = value.replace(/[\t\n\r]/g, "").split(isSpecial(url) ? /[/\\?#]/ : /[/?#]/)[0] ?? "";
  const name = /^(?:\[[^\]]*(?:\]|$)|[^[:])*/.exec(text)?.[0] ?? "";
  const rest = text.slice(name.length);
  const isBare = url.username !== "" || url.password !== "" || url.port !== null;
  if (
    (name === "" && (rest !== "" || (isSpecial(url) && url.scheme !== "file") || isBare)) ||
    (rest !== "" && !withPort)
  ) {
    return;
  }
  const host = name === "" ? "" : parseHost(name, isSpecial(url));
  if (host === undefined) {
    return;
  }
  url.host = url.scheme === "file" && host === "localhost" ? "" : host;
  const digits = /^:(\d+)/.exec(rest)?.[1];
  if (digits !== undefined && url.scheme !== "file") {
    parsePort(url, digits);
  }
}

export { URL, URL as "globalThis.URL" };

defineGlobalClass("URL", URL);
