import { ByteBuffer, type ByteSource } from "../byte-buffer.ts";
import { badInValue, type Fields, parseFields } from "./fields.ts";
import { protocolError } from "./protocol-error.ts";

/** The first line and the header of a message. */
export interface Head {
  readonly line: string;
  readonly fields: Fields;
}

const newline = 10;
const carriageReturn = 13;
/** Of a line that tells the size of a chunk, with its extensions. */
const longestSizeLine = 256;

/** Reads heads, lines and bytes of HTTP/1.1 from a connection. A line ends in CRLF and in nothing else. */
export class MessageReader {
  /** What came and was not read yet. */
  readonly buffer: ByteBuffer;

  constructor(source: ByteSource) {
    this.buffer = new ByteBuffer(source, 1024);
  }

  /**
   * The next head; undefined where the connection has ended before it.
   *
   * @param max bytes that it may have
   * @throws ProtocolError 400, 431
   */
  async head(max: number): Promise<Head | undefined> {
    const { buffer } = this;
    let lines: string[] | undefined;
    for (let from = 0, start = 0, size = 0; lines === undefined; ) {
      const end = buffer.indexOf(newline, from);
      if (end < 0) {
        from = buffer.length;
        if (!(await this.more(max + size, from))) {
          if (from === 0) {
            return undefined;
          }
          throw protocolError(400, "expected the end of the header, and the connection ended");
        }
      } else if (end === start || buffer.at(end - 1) !== carriageReturn) {
        throw protocolError(400, "expected CRLF at the end of a line, got LF alone");
      } else if (end > start + 1) {
        start = end + 1;
        from = start;
      } else if (start > 0) {
        lines = this.text(end + 1).split("\r\n");
      } else {
        // RFC 9112 2.2: an empty line before a message is passed over, and counts.
        buffer.skip(2);
        size -= 2;
        from = 0;
      }
    }
    const [line = "", ...rest] = lines.slice(0, -2);
    return { line, fields: parseFields(rest) };
  }

  /**
   * How many bytes the next chunk has (RFC 9112 7.1).
   *
   * @throws ProtocolError 400
   */
  async chunkSize(): Promise<number> {
    const line = await this.line(longestSizeLine);
    const digits = badInValue.test(line) ? undefined : /^([\dA-Fa-f]{1,8})(?:[ \t]*;.*)?$/.exec(line)?.[1];
    if (digits === undefined) {
      throw protocolError(400, `expected the size of a chunk in hexadecimal, got ${JSON.stringify(line.slice(0, 40))}`);
    }
    return Number.parseInt(digits, 16);
  }

  /** Passes over the end of a chunk. */
  async chunkEnd(): Promise<void> {
    if ((await this.line(0)) !== "") {
      throw protocolError(400, "expected CRLF behind a chunk");
    }
  }

  /** Passes over the fields behind the last chunk. */
  async trailer(max: number): Promise<void> {
    for (let size = 0; ; ) {
      const line = await this.line(max - size);
      if (line === "") {
        return;
      }
      parseFields([line]);
      size += line.length + 2;
    }
  }

  /** Some bytes, at most so many; undefined at the end of the connection. */
  async some(most: number): Promise<Uint8Array | undefined> {
    const { buffer } = this;
    if (buffer.length === 0 && !(await buffer.fill(1, undefined))) {
      return undefined;
    }
    return buffer.take(Math.min(most, buffer.length));
  }

  /** A line without its end. */
  private async line(max: number): Promise<string> {
    const { buffer } = this;
    for (let from = 0; ; ) {
      const end = buffer.indexOf(newline, from);
      if (end > max + 1 || (end < 0 && buffer.length > max + 1)) {
        throw protocolError(400, `expected a line of at most ${Math.max(max, 0)} bytes in a body of chunks`);
      }
      if (end >= 0) {
        if (end === 0 || buffer.at(end - 1) !== carriageReturn) {
          throw protocolError(400, "expected CRLF at the end of a line, got LF alone");
        }
        return this.text(end + 1).slice(0, -2);
      }
      from = buffer.length;
      if (!(await buffer.fill(from + 1, undefined))) {
        throw protocolError(400, "expected the end of a body of chunks, and the connection ended");
      }
    }
  }

  /** Waits for more of a head. */
  private async more(max: number, length: number): Promise<boolean> {
    if (length >= max) {
      throw protocolError(431, `expected a header of at most ${max} bytes, got more`);
    }
    return this.buffer.fill(Math.min(2 * length, max) + 1, undefined);
  }

  /** Takes bytes as a text, each a character. */
  private text(count: number): string {
    const bytes = this.buffer.view.subarray(0, count);
    let text = "";
    for (let at = 0; at < count; at += 128) {
      text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 128, count)));
    }
    this.buffer.skip(count);
    return text;
  }
}
