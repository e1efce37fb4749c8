import { type ConsoleItem, parseRecord, type Stream } from "./records.ts";

/** Text between STX and ETX is for stderr, a record between RS and LF: firmware/app/console.h. */
const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const RS = 0x1e;

/** A record that is longer than this is a broken one: the device never writes such. In bytes. */
const longestRecord = 1 << 20;

/**
 * Takes the console's bytes apart into text and records. Chunks may end anywhere: within a UTF-8 sequence, within a record.
 * Nothing that a device prints makes this throw; bytes that are not UTF-8 become U+FFFD.
 */
export class ConsoleDecoder {
  readonly #utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  #stream: Stream = "stdout";
  /** The bytes of the record that has begun, or undefined while there is text. */
  #record: Buffer[] | undefined;
  #recordLength = 0;

  /** What the next bytes complete. */
  *push(chunk: Uint8Array): Generator<ConsoleItem> {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      rest = this.#record === undefined ? yield* this.#text(rest) : yield* this.#inRecord(rest);
    }
  }

  /** What is left when the console has ended. */
  *end(): Generator<ConsoleItem> {
    if (this.#record !== undefined) {
      yield this.#broken("the console ended within it");
    }
    yield* this.#piece(this.#utf8.decode());
  }

  *#text(bytes: Buffer): Generator<ConsoleItem, Buffer> {
    const start = firstMark(bytes);
    yield* this.#piece(this.#utf8.decode(start < 0 ? bytes : bytes.subarray(0, start), { stream: true }));
    if (start < 0) {
      return bytes.subarray(bytes.length);
    }
    this.#stream = bytes[start] === STX ? "stderr" : "stdout";
    if (bytes[start] === RS) {
      this.#record = [];
    }
    return bytes.subarray(start + 1);
  }

  *#piece(text: string): Generator<ConsoleItem> {
    if (text !== "") {
      yield { kind: "text", text, stream: this.#stream };
    }
  }

  *#inRecord(bytes: Buffer): Generator<ConsoleItem, Buffer> {
    const end = bytes.indexOf(LF);
    const again = bytes.indexOf(RS);
    if (again >= 0 && (end < 0 || again < end)) {
      // A fault flushes what was being written and begins its own record.
      this.#add(bytes.subarray(0, again));
      yield this.#broken("another record began within it");
      this.#record = [];
      return bytes.subarray(again + 1);
    }
    this.#add(end < 0 ? bytes : bytes.subarray(0, end));
    if (end >= 0) {
      yield parseRecord(this.#take());
      return bytes.subarray(end + 1);
    }
    if (this.#recordLength > longestRecord) {
      yield this.#broken(`it is longer than ${longestRecord} bytes`);
    }
    return bytes.subarray(bytes.length);
  }

  #add(bytes: Buffer): void {
    this.#record?.push(Buffer.from(bytes));
    this.#recordLength += bytes.length;
  }

  #take(): string {
    const raw = Buffer.concat(this.#record ?? []).toString();
    this.#record = undefined;
    this.#recordLength = 0;
    return raw;
  }

  #broken(why: string): ConsoleItem {
    return { kind: "malformed", raw: this.#take(), why };
  }
}

/** Where the first STX, ETX or RS is, -1 where there is none. */
function firstMark(bytes: Buffer): number {
  const found = [STX, ETX, RS].map((mark) => bytes.indexOf(mark)).filter((at) => at >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}
