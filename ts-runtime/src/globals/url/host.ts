import { CONTROL, decode, encode } from "./percent.ts";
import { toAscii } from "./punycode.ts";

// The standard's forbidden host and domain code points.
const forbiddenInHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenInDomain = /[\0-\x20#/:<>?@[\\\]^|%\x7f]|(?:^|\.)xn--(?:\.|$)/;
/** What IDNA takes in no name. */
const forbiddenInName = /[\ufdd0-\ufdef\ufffd-\uffff]/;

/** A host as it is written in a URL; undefined where it is none. */
export function parseHost(text: string, isSpecial: boolean): string | undefined {
  if (text.charAt(0) === "[") {
    const pieces = text.endsWith("]") ? parseIpv6(text.slice(1, -1)) : undefined;
    return pieces && `[${formatIpv6(pieces)}]`;
  }
  if (!isSpecial) {
    return forbiddenInHost.test(text) ? undefined : encode(text, CONTROL);
  }
  const name = decode(text);
  const domain = toDomain(name);
  if (domain === "" || forbiddenInName.test(name) || forbiddenInDomain.test(domain)) {
    return undefined;
  }
  return /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/.test(domain) ? parseIpv4(domain) : domain;
}

/** Without the tables of Unicode: capital letters, full-width forms, dots of Asia and what is not seen are mapped, and nothing else. */
function toDomain(text: string): string {
  const mapped = text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ")
    .replace(/[\u3002\uff0e\uff61]/g, ".")
    .toLowerCase();
  return mapped.split(".").map(toAscii).join(".");
}

function parseIpv4(text: string): string | undefined {
  const parts = text.replace(/\.$/, "").split(".");
  const last = parts.length - 1;
  let address = 0;
  for (let i = 0; i <= last; i++) {
    const number = ipv4Number(parts[i] as string);
    if (last > 3 || Number.isNaN(number) || number >= (i < last ? 256 : 256 ** (4 - last))) {
      return undefined;
    }
    address += i < last ? number * 256 ** (3 - i) : number;
  }
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

function ipv4Number(text: string): number {
  if (/^0x[\da-f]*$/.test(text)) {
    return text === "0x" ? 0 : Number.parseInt(text, 16);
  }
  if (/^0[0-7]+$/.test(text)) {
    return Number.parseInt(text, 8);
  }
  return /^(?:0|[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN;
}

/** The eight pieces of an address. */
function parseIpv6(text: string): number[] | undefined {
  const sides = text.split("::");
  const [head, tail] = sides.map((side) => (side === "" ? [] : piecesOf(side)));
  if (head === undefined || (sides.length === 2 && tail === undefined) || sides.length > 2) {
    return undefined;
  }
  if (tail === undefined) {
    return head.length === 8 ? head : undefined;
  }
  const missing = 8 - head.length - tail.length;
  // An IPv4 address is at the end only.
  const isBroken = missing < 1 || (sides[0] as string).indexOf(".") >= 0;
  return isBroken ? undefined : [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function piecesOf(text: string): number[] | undefined {
  const pieces: number[] = [];
  const parts = text.split(":");
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (/^[\da-fA-F]{1,4}$/.test(part)) {
      pieces.push(Number.parseInt(part, 16));
      continue;
    }
    const isIpv4 = i === parts.length - 1 && /^(?:(?:0|[1-9]\d{0,2})(?:\.|$)){4}$/.test(part) && !part.endsWith(".");
    const bytes = part.split(".").map(Number);
    if (!isIpv4 || bytes.some((byte) => byte > 255)) {
      return undefined;
    }
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    pieces.push(a * 256 + b, c * 256 + d);
  }
  return pieces;
}

/** The longest run of zeros, the first of several, is left out. */
function formatIpv6(pieces: readonly number[]): string {
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (pieces[end] === 0) {
      end++;
    }
    if (end - i > length) {
      start = i;
      length = end - i;
    }
  }
  const hex = (some: readonly number[]) => some.map((piece) => piece.toString(16)).join(":");
  return start < 0 ? hex(pieces) : `${hex(pieces.slice(0, start))}::${hex(pieces.slice(start + length))}`;
}
