import { parseHost } from "./host.ts";
import { encode, FRAGMENT } from "./percent.ts";
import {
  driveBegin,
  driveLetter,
  encodeQuery,
  isSpecial,
  opaquePath,
  parseAuthority,
  parsePath,
  parsePathStart,
  shorten,
  type UrlRecord,
} from "./record.ts";

/**
 * The standard's "basic URL parser", by pieces and not by a state for each character: what ends a piece is found first. Undefined where the
 * text is no URL.
 */
export function parseUrl(input: string, base: UrlRecord | undefined): UrlRecord | undefined {
  const text = input.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "").replace(/[\t\n\r]/g, "");
  const hash = text.indexOf("#");
  const before = hash < 0 ? text : text.slice(0, hash);
  const fragment = hash < 0 ? null : encode(text.slice(hash + 1), FRAGMENT);
  const scheme = /^[a-zA-Z][a-zA-Z\d+.-]*(?=:)/.exec(before)?.[0];
  const url =
    scheme === undefined
      ? relative(before, hash >= 0, base)
      : absolute(scheme.toLowerCase(), before.slice(scheme.length + 1), hash < 0, base);
  if (url !== undefined) {
    url.fragment = fragment;
  }
  return url;
}

function made(scheme: string): UrlRecord {
  return { scheme, username: "", password: "", host: null, port: null, path: [], query: null, fragment: null };
}

function absolute(scheme: string, rest: string, isLast: boolean, base: UrlRecord | undefined): UrlRecord | undefined {
  const url = made(scheme);
  if (scheme === "file") {
    return file(rest, base?.scheme === "file" ? base : undefined);
  }
  if (isSpecial(url)) {
    if (base?.scheme === scheme && !/^\/\//.test(rest)) {
      return against(rest, base);
    }
    return withAuthority(url, rest.replace(/^[/\\]*/, ""));
  }
  if (/^\/\//.test(rest)) {
    return withAuthority(url, rest.slice(2));
  }
  const [path, query] = cut(rest);
  url.query = query === null ? null : encodeQuery(url, query);
  if (path.charAt(0) === "/") {
    parsePath(url, path.slice(1));
  } else {
    url.path = opaquePath(path, isLast && query === null);
  }
  return url;
}

function relative(text: string, hasFragment: boolean, base: UrlRecord | undefined): UrlRecord | undefined {
  if (base === undefined) {
    return undefined;
  }
  if (typeof base.path === "string") {
    return text === "" && hasFragment ? { ...base } : undefined;
  }
  return base.scheme === "file" ? file(text, base) : against(text, base);
}

/** The standard's "relative state". */
function against(text: string, base: UrlRecord): UrlRecord | undefined {
  const url = made(base.scheme);
  const slashes = isSpecial(url) ? /^[/\\]{2}/ : /^\/\//;
  if (slashes.test(text)) {
    return withAuthority(url, isSpecial(url) ? text.replace(/^[/\\]*/, "") : text.slice(2));
  }
  url.username = base.username;
  url.password = base.password;
  url.host = base.host;
  url.port = base.port;
  return onPathOf(url, text, base);
}

/** Takes a path that may be relative to that of the base, and a query. */
function onPathOf(url: UrlRecord, text: string, base: UrlRecord): UrlRecord {
  const [path, query] = cut(text);
  url.query = query === null ? null : encodeQuery(url, query);
  if ((isSpecial(url) ? /^[/\\]/ : /^\//).test(path)) {
    parsePath(url, path.slice(1));
    return url;
  }
  url.path = [...(base.path as string[])];
  if (path !== "") {
    shorten(url);
    parsePath(url, path);
  } else if (query === null) {
    url.query = base.query;
  }
  return url;
}

function withAuthority(url: UrlRecord, text: string): UrlRecord | undefined {
  const [before, query] = cut(text);
  const end = before.search(isSpecial(url) ? /[/\\]/ : /\//);
  if (!parseAuthority(url, end < 0 ? before : before.slice(0, end))) {
    return undefined;
  }
  parsePathStart(url, end < 0 ? "" : before.slice(end));
  url.query = query === null ? null : encodeQuery(url, query);
  return url;
}

/** The standard's "file state" and those behind it. */
function file(text: string, base: UrlRecord | undefined): UrlRecord | undefined {
  const url = made("file");
  url.host = "";
  const [path, query] = cut(text);
  url.query = query === null ? null : encodeQuery(url, query);
  if (/^[/\\]{2}/.test(path)) {
    return withFileHost(url, path.slice(2));
  }
  if (/^[/\\]/.test(path)) {
    const drive = base === undefined ? undefined : base.path[0];
    url.host = base?.host ?? "";
    if (drive !== undefined && /^[A-Za-z]:$/.test(drive) && !driveBegin.test(path.slice(1))) {
      (url.path as string[]).push(drive);
    }
    parsePath(url, path.slice(1));
    return url;
  }
  if (base === undefined) {
    parsePath(url, path);
    return url;
  }
  url.host = base.host;
  if (path !== "" && driveBegin.test(path)) {
    parsePath(url, path);
    return url;
  }
  return onPathOf(url, text, base);
}

function withFileHost(url: UrlRecord, text: string): UrlRecord | undefined {
  const end = text.search(/[/\\]/);
  const name = end < 0 ? text : text.slice(0, end);
  if (driveLetter.test(name)) {
    parsePath(url, text);
    return url;
  }
  const host = name === "" ? "" : parseHost(name, true);
  if (host === undefined) {
    return undefined;
  }
  url.host = host === "localhost" ? "" : host;
  parsePathStart(url, end < 0 ? "" : text.slice(end));
  return url;
}

/** What is before the query, and the query. */
function cut(text: string): [before: string, query: string | null] {
  const at = text.indexOf("?");
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
