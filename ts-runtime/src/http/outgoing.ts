import type { TcpStream } from "../tcp-stream.ts";
import type { Content } from "./body.ts";
import type { Fields } from "./fields.ts";

/** A head and a body up to this size are sent at once. */
const together = 4096;
const crlf = Uint8Array.of(13, 10);
const lastChunk = latin1("0\r\n\r\n");

/** How a body is framed that is sent: a length, by chunks, by the end of the connection, or there is none. */
export type Sending = number | "chunked" | "close" | "none";

/** The fields that say how a body is framed are the connection's, and not the program's. */
export function withoutFraming(fields: Readonly<Fields>): Fields {
  return fields.filter(
    ([name]) => !/^(?:content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer)$/.test(name),
  );
}

/** A head as it is sent. */
export function headText(line: string, fields: Readonly<Fields>): string {
  return `${line}\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

/** Each character is a byte. */
export function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    bytes[at] = text.charCodeAt(at);
  }
  return bytes;
}

/** Limits how long the other end takes for what is sent. */
export interface Pace {
  start(): void;
  stop(): void;
}

/** Sends a head and its body. The pace counts while something is on its way, and not while a body makes its next piece. */
export async function sendMessage(
  stream: TcpStream,
  head: string,
  body: Content,
  sending: Sending,
  pace?: Pace,
): Promise<void> {
  const paced = async (parts: readonly Uint8Array[]) => {
    pace?.start();
    await sendParts(stream, parts);
    pace?.stop();
  };
  if (sending === "none" || body === null) {
    return paced([latin1(head)]);
  }
  if (body instanceof Uint8Array) {
    await paced([latin1(head), body.subarray(0, Math.max(together - head.length, 0))]);
    for (let at = Math.max(together - head.length, 0); at < body.length; at += together) {
      await paced([body.subarray(at, at + together)]);
    }
    return;
  }
  await paced([latin1(head)]);
  let sent = 0;
  for await (const piece of body) {
    if (!(piece instanceof Uint8Array)) {
      throw Object.assign(new TypeError("a body: expected Uint8Arrays (EINVAL)"), { code: "EINVAL" });
    }
    sent += piece.length;
    if (typeof sending === "number" && sent > sending) {
      break;
    }
    // An empty chunk would be the last.
    if (piece.length > 0) {
      await paced(sending === "chunked" ? [latin1(`${piece.length.toString(16)}\r\n`), piece, crlf] : [piece]);
    }
  }
  if (typeof sending === "number" && sent !== sending) {
    throw new Error(
      `a body: expected ${sending} bytes, as its Content-Length says, got ${sent > sending ? "more" : sent}`,
    );
  }
  if (sending === "chunked") {
    await paced([lastChunk]);
  }
}

/** Small parts go in one segment. */
async function sendParts(stream: TcpStream, parts: readonly Uint8Array[]): Promise<void> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > together) {
    for (const part of parts) {
      await stream.writeAll(part);
    }
    return;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return stream.writeAll(whole);
}
