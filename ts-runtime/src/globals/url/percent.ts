import { TextDecoder } from "../text-decoder.ts";
import { TextEncoder } from "../text-encoder.ts";

// The standard's percent-encode sets, beside the controls and what is beyond ASCII.
export const CONTROL = "";
export const FRAGMENT = ' "<>`';
export const QUERY = ' "#<>';
export const SPECIAL_QUERY = `${QUERY}'`;
export const PATH = `${QUERY}?^\`{}`;
export const USERINFO = `${PATH}/:;=@[\\]|`;
export const FORM = `${USERINFO}$%&+,!'()~`;

/** Writes the bytes of characters of a set, of controls and of what is beyond ASCII as `%XX`. */
export function encode(text: string, set: string): string {
  let result = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x1f && code < 0x7f && set.indexOf(text.charAt(at)) < 0) {
      continue;
    }
    const isPair = (code & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    result += text.slice(from, at);
    for (const byte of new TextEncoder().encode(text.substr(at, isPair ? 2 : 1))) {
      result += `%${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
    }
    at += isPair ? 1 : 0;
    from = at + 1;
  }
  return from === 0 ? text : result + text.slice(from);
}

/** What `%XX` stands for. Bytes that are no UTF-8 become U+FFFD. */
export function decode(text: string): string {
  if (text.indexOf("%") < 0) {
    return text;
  }
  const source = new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (let at = 0; at < source.length; at++) {
    const hex = source[at] === 0x25 ? String.fromCharCode(source[at + 1] ?? 0, source[at + 2] ?? 0) : "";
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    } else {
      bytes.push(source[at] as number);
    }
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}
