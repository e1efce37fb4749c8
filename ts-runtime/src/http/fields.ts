import { protocolError } from "./protocol-error.ts";

/** Header fields as they came: names in lower case. */
export type Fields = [name: string, value: string][];

/** RFC 9110 5.6.2. */
export const token: RegExp = /^[!#$%&'*+.^_`|~\w-]+$/;
/** What a field's value must not have: controls other than a tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
export const badInValue: RegExp = /[\0-\x08\x0a-\x1f\x7f]/;

/**
 * Reads the lines of a header. Folded lines and white space before a colon are refused (RFC 9112 5.1, 5.2).
 *
 * @throws ProtocolError 400
 */
export function parseFields(lines: readonly string[]): Fields {
  return lines.map((line) => {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0));
    const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "");
    if (!token.test(name) || badInValue.test(value)) {
      throw protocolError(400, `expected a header field, got ${JSON.stringify(line.slice(0, 80))}`);
    }
    return [name.toLowerCase(), value];
  });
}

/** All values of a field, in one; undefined where there is none. */
export function fieldValue(fields: Readonly<Fields>, name: string): string | undefined {
  const values = fields.filter(([other]) => other === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}

/** How long a body is; undefined where it ends with the connection. */
export type Framing = number | "chunked" | undefined;

/**
 * How a body is framed (RFC 9112 6.3). Whatever could be read in two ways is refused: both kinds of lengths, several lengths, and codings other
 * than `chunked`.
 *
 * @throws ProtocolError 400, 501
 */
export function framingOf(fields: Readonly<Fields>, version: number): Framing {
  const coding = fieldValue(fields, "transfer-encoding");
  const length = fieldValue(fields, "content-length");
  if (coding !== undefined) {
    if (length !== undefined || version === 0) {
      throw protocolError(
        400,
        "expected one framing of the body, got Transfer-Encoding and Content-Length, or HTTP/1.0",
      );
    }
    if (coding.toLowerCase() !== "chunked") {
      throw protocolError(/chunked *$/i.test(coding) ? 501 : 400, `expected Transfer-Encoding: chunked, got ${coding}`);
    }
    return "chunked";
  }
  if (length !== undefined && !/^\d{1,15}$/.test(length)) {
    throw protocolError(400, `expected one Content-Length in digits, got ${JSON.stringify(length)}`);
  }
  return length === undefined ? undefined : Number(length);
}

/** Whether the connection goes on behind this message. */
export function keepsAlive(fields: Readonly<Fields>, version: number): boolean {
  const options = (fieldValue(fields, "connection") ?? "").toLowerCase().split(/[ \t]*,[ \t]*/);
  return version === 1 ? !options.includes("close") : options.includes("keep-alive");
}
