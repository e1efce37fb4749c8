import { type Fields, type Framing, fieldValue, framingOf, keepsAlive } from "./fields.ts";
import type { Head } from "./message-reader.ts";
import { protocolError } from "./protocol-error.ts";

/** A request's head, taken apart and checked. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  /** Of HTTP/1: 0 or 1. */
  readonly version: number;
  readonly fields: Fields;
  readonly framing: Framing;
  readonly keepsAlive: boolean;
  readonly expectsContinue: boolean;
}

/** A host with or without a port, of which no part of a URL can come. */
const hostPattern = /^(?:\[[\da-fA-F:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d*)?$/;

/**
 * Takes a request's head apart (RFC 9112 3).
 *
 * @param here what a client of HTTP/1.0 that names no host has asked, an address
 * @throws ProtocolError 400, 417, 501, 505
 */
export function readRequestHead({ line, fields }: Head, here: string): RequestHead {
  const parts = /^([!#$%&'*+.^_`|~\w-]+) ([!-~\x80-\xff]+) HTTP\/(\d)\.(\d)$/.exec(line);
  if (parts === null) {
    throw protocolError(400, `expected a request line, got ${JSON.stringify(line.slice(0, 80))}`);
  }
  const [, method = "", target = "", major, minor] = parts;
  if (major !== "1") {
    throw protocolError(505, `expected HTTP/1.1, got HTTP/${major}.${minor}`);
  }
  const version = minor === "0" ? 0 : 1;
  const expects = version === 1 ? fieldValue(fields, "expect")?.toLowerCase() : undefined;
  if (expects !== undefined && expects !== "100-continue") {
    throw protocolError(417, `expected Expect: 100-continue, got ${expects}`);
  }
  return {
    method,
    url: urlOf(target, method, hostOf(fields, version, here)),
    version,
    fields,
    framing: framingOf(fields, version) ?? 0,
    keepsAlive: keepsAlive(fields, version),
    expectsContinue: expects !== undefined,
  };
}

function hostOf(fields: Fields, version: number, here: string): string {
  const hosts = fields.filter(([name]) => name === "host");
  const [, host = ""] = hosts[0] ?? [];
  if (hosts.length > 1 || (hosts.length === 0 && version === 1) || (host !== "" && !hostPattern.test(host))) {
    throw protocolError(400, "expected one Host");
  }
  return host === "" ? here : host;
}

function urlOf(target: string, method: string, host: string): string {
  if (target.charAt(0) === "/") {
    return `http://${host}${target}`;
  }
  if (/^https?:\/\/[^/?#]/i.test(target)) {
    return target;
  }
  if (target === "*" && method === "OPTIONS") {
    return `http://${host}`;
  }
  throw protocolError(400, `expected a path, got ${JSON.stringify(target.slice(0, 80))}`);
}
