import { parseHost } from "./host.ts";
import { CONTROL, encode, PATH, QUERY, SPECIAL_QUERY, USERINFO } from "./percent.ts";

/** The standard's "URL record". */
export interface UrlRecord {
  /** Without the colon. */
  scheme: string;
  username: string;
  password: string;
  host: string | null;
  port: number | null;
  /** A text where the path is opaque. */
  path: string[] | string;
  query: string | null;
  fragment: string | null;
}

const ports: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443, ftp: 21, file: -1 };

export function isSpecial({ scheme }: Pick<UrlRecord, "scheme">): boolean {
  return Object.hasOwn(ports, scheme);
}

export function isDefaultPort({ scheme, port }: Pick<UrlRecord, "scheme" | "port">): boolean {
  return ports[scheme] === port;
}

export const driveLetter = /^[A-Za-z][:|]$/;
/** A drive at the beginning of a path. */
export const driveBegin = /^[A-Za-z][:|](?:[/\\]|$)/;

/** Drops the last segment, but not a drive of a file. */
export function shorten(url: UrlRecord): void {
  const { path, scheme } = url;
  if (typeof path !== "string" && !(scheme === "file" && path.length === 1 && /^[A-Za-z]:$/.test(path[0] as string))) {
    path.pop();
  }
}

/** Appends segments to a path. */
export function parsePath(url: UrlRecord, text: string): void {
  const path = url.path as string[];
  const segments = text.split(isSpecial(url) ? /[/\\]/ : "/");
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as string;
    const isLast = i === segments.length - 1;
    if (/^(?:\.|%2e){2}$/i.test(segment)) {
      shorten(url);
    } else if (!/^(?:\.|%2e)$/i.test(segment)) {
      const isDrive = url.scheme === "file" && path.length === 0 && driveLetter.test(segment);
      path.push(isDrive ? `${segment.charAt(0)}:` : encode(segment, PATH));
      continue;
    }
    if (isLast) {
      path.push("");
    }
  }
}

/** Where a new path begins: what stands behind an authority. */
export function parsePathStart(url: UrlRecord, text: string): void {
  const begins = isSpecial(url) ? /^[/\\]/ : /^\//;
  if (text !== "" || isSpecial(url)) {
    parsePath(url, text.replace(begins, ""));
  }
}

/** Takes a port; false where it is none. */
export function parsePort(url: UrlRecord, text: string): boolean {
  const port = text === "" ? null : Number(text);
  if (!/^\d*$/.test(text) || (port !== null && port > 65_535)) {
    return false;
  }
  url.port = port === ports[url.scheme] ? null : port;
  return true;
}

/** Takes `user:password@host:port`; false where it is none. */
export function parseAuthority(url: UrlRecord, text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at >= 0) {
    const user = text.slice(0, at);
    const colon = user.indexOf(":");
    url.username = encode(colon < 0 ? user : user.slice(0, colon), USERINFO);
    url.password = colon < 0 ? "" : encode(user.slice(colon + 1), USERINFO);
  }
  const place = text.slice(at + 1);
  const colon = /^(?:\[[^\]]*(?:\]|$)|[^[:])*(?=:)/.exec(place);
  const name = colon === null ? place : colon[0];
  if (name === "" && (colon !== null || at >= 0 || isSpecial(url))) {
    return false;
  }
  const host = name === "" ? "" : parseHost(name, isSpecial(url));
  if (host === undefined) {
    return false;
  }
  url.host = host;
  return colon === null || parsePort(url, place.slice(name.length + 1));
}

export function encodeQuery(url: UrlRecord, text: string): string {
  return encode(text, isSpecial(url) ? SPECIAL_QUERY : QUERY);
}

/** A space at the end would be lost where the text is read again. */
export function opaquePath(text: string, isLast: boolean): string {
  return encode(isLast ? text : text.replace(/ $/, "%20"), CONTROL);
}

/** The standard's "URL serializer". */
export function format(url: UrlRecord, isWhole = true): string {
  const { scheme, username, password, host, query, fragment } = url;
  let result = `${scheme}:`;
  if (host !== null) {
    const user = password === "" ? username : `${username}:${password}`;
    result += `//${user === "" ? "" : `${user}@`}${formatHost(url)}`;
  } else if (typeof url.path !== "string" && url.path.length > 1 && url.path[0] === "") {
    result += "/.";
  }
  result += formatPath(url) + (query === null ? "" : `?${query}`);
  return isWhole && fragment !== null ? `${result}#${fragment}` : result;
}

export function formatHost({ host, port }: UrlRecord): string {
  return port === null ? `${host ?? ""}` : `${host}:${port}`;
}

export function formatPath({ path }: UrlRecord): string {
  return typeof path === "string" ? path : path.map((segment) => `/${segment}`).join("");
}
