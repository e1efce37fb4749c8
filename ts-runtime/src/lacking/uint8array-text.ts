/** Bytes as hexadecimal and base 64 text, and from it. */
import { supply } from "./supply.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Alphabet = "base64" | "base64url";
type Rest = "loose" | "strict" | "stop-before-partial";
interface Decoded {
  /** How many characters were taken. */
  readonly read: number;
  readonly bytes: readonly number[];
  /** Thrown once the bytes before it are written. */
  readonly error?: SyntaxError;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const alphabets = { base64: `${digits}+/`, base64url: `${digits}-_` };
const space = /[\t\n\f\r ]/;
const prototype = Object.getPrototypeOf(Uint8Array.prototype) as Bytes;
const tagGetter = Object.getOwnPropertyDescriptor(prototype, Symbol.toStringTag)?.get as () => unknown;
const lengthGetter = Object.getOwnPropertyDescriptor(prototype, "length")?.get as () => number;

function bytesOf(self: unknown): Bytes {
  if (!ArrayBuffer.isView(self) || tagGetter.call(self) !== "Uint8Array") {
    throw new TypeError("not a Uint8Array");
  }
  return self as Bytes;
}

/** @throws TypeError its buffer was detached or made too short */
function checked(bytes: Bytes): number {
  prototype.values.call(bytes);
  return lengthGetter.call(bytes);
}

function textOf(given: unknown): string {
  if (typeof given !== "string") {
    throw new TypeError("not a text");
  }
  return given;
}

function objectOf(options: unknown): Record<string, unknown> {
  if (options !== undefined && (options === null || (typeof options !== "object" && typeof options !== "function"))) {
    throw new TypeError("the options are no object");
  }
  return (options ?? {}) as Record<string, unknown>;
}

function choice<T extends string>(given: unknown, allowed: readonly [T, ...T[]]): T {
  const found = given === undefined ? allowed[0] : allowed.find((each) => each === given);
  if (found === undefined) {
    throw new TypeError(`expected one of ${allowed.join(", ")}`);
  }
  return found;
}

const alphabetOf = (options: Record<string, unknown>) => choice<Alphabet>(options.alphabet, ["base64", "base64url"]);

/** FromBase64, up to a number of bytes. */
function fromBase64(text: string, options: Record<string, unknown>, most: number): Decoded {
  const letters = alphabets[alphabetOf(options)];
  const rest = choice<Rest>(options.lastChunkHandling, ["loose", "strict", "stop-before-partial"]);
  const bytes: number[] = [];
  let read = 0;
  let chunk: number[] = [];
  const fail = (message: string): Decoded => ({ read, bytes, error: new SyntaxError(message) });
  /** Takes the last two or three characters, which may leave bits behind. */
  const end = (isStrict: boolean): Decoded | undefined => {
    const [a = 0, b = 0, c = 0] = chunk;
    if (isStrict && (chunk.length === 2 ? b & 15 : c & 3) !== 0) {
      return fail("bits are left over at the end of the text");
    }
    bytes.push((a << 2) | (b >> 4), ...(chunk.length === 3 ? [((b & 15) << 4) | (c >> 2)] : []));
    return undefined;
  };
  let at = 0;
  const skip = () => {
    while (at < text.length && space.test(text[at] as string)) {
      at++;
    }
  };
  if (most === 0) {
    return { read, bytes };
  }
  for (;;) {
    skip();
    if (at === text.length) {
      if (chunk.length === 0 || rest === "stop-before-partial") {
        return { read: chunk.length === 0 ? text.length : read, bytes };
      }
      if (rest === "strict" || chunk.length === 1) {
        return fail("the text ends within a group of four characters");
      }
      return end(false) ?? { read: text.length, bytes };
    }
    const character = text[at++] as string;
    if (character === "=") {
      if (chunk.length < 2) {
        return fail("padding in the wrong place");
      }
      skip();
      if (chunk.length === 2) {
        if (at === text.length) {
          return rest === "stop-before-partial" ? { read, bytes } : fail("the padding is not complete");
        }
        if (text[at] === "=") {
          at++;
          skip();
        }
      }
      if (at < text.length) {
        return fail("there is text behind the padding");
      }
      return end(rest === "strict") ?? { read: text.length, bytes };
    }
    const value = letters.indexOf(character);
    if (value < 0) {
      return fail(`${JSON.stringify(character)} is not in the alphabet`);
    }
    const left = most - bytes.length;
    if ((left === 1 && chunk.length === 2) || (left === 2 && chunk.length === 3)) {
      return { read, bytes };
    }
    chunk.push(value);
    if (chunk.length === 4) {
      const [a = 0, b = 0, c = 0, d = 0] = chunk;
      bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
      chunk = [];
      read = at;
      if (bytes.length === most) {
        return { read, bytes };
      }
    }
  }
}

function fromHex(text: string, most: number): Decoded {
  const bytes: number[] = [];
  let read = 0;
  if (text.length % 2 !== 0) {
    return { read, bytes, error: new SyntaxError("the number of digits is odd") };
  }
  while (read < text.length && bytes.length < most) {
    const pair = text.slice(read, read + 2);
    if (!/^[0-9a-fA-F]{2}$/.test(pair)) {
      return { read, bytes, error: new SyntaxError(`${JSON.stringify(pair)} are no hexadecimal digits`) };
    }
    bytes.push(parseInt(pair, 16));
    read += 2;
  }
  return { read, bytes };
}

function made({ bytes, error }: Decoded): Bytes {
  if (error !== undefined) {
    throw error;
  }
  return new Uint8Array(bytes);
}

function written(target: Bytes, { read, bytes, error }: Decoded): { read: number; written: number } {
  bytes.forEach((byte, index) => {
    target[index] = byte;
  });
  if (error !== undefined) {
    throw error;
  }
  return { read, written: bytes.length };
}

supply(Uint8Array, {
  fromBase64(text: unknown, ...[options]: unknown[]) {
    return made(fromBase64(textOf(text), objectOf(options), Infinity));
  },
  fromHex(text: unknown) {
    return made(fromHex(textOf(text), Infinity));
  },
});

supply(Uint8Array.prototype, {
  setFromBase64(this: unknown, text: unknown, ...[options]: unknown[]) {
    const target = bytesOf(this);
    const from = textOf(text);
    const chosen = objectOf(options);
    const [alphabet, lastChunkHandling] = [alphabetOf(chosen), chosen.lastChunkHandling];
    choice<Rest>(lastChunkHandling, ["loose", "strict", "stop-before-partial"]);
    return written(target, fromBase64(from, { alphabet, lastChunkHandling }, checked(target)));
  },
  setFromHex(this: unknown, text: unknown) {
    const target = bytesOf(this);
    const from = textOf(text);
    return written(target, fromHex(from, checked(target)));
  },
  toBase64(this: unknown, ...[options]: unknown[]) {
    const bytes = bytesOf(this);
    const chosen = objectOf(options);
    const letters = alphabets[alphabetOf(chosen)];
    const padding = chosen.omitPadding ? "" : "=";
    const length = checked(bytes);
    let text = "";
    for (let at = 0; at < length; at += 3) {
      const left = length - at;
      const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
      text += (letters[a >> 2] as string) + letters[((a & 3) << 4) | (b >> 4)];
      text += left > 1 ? letters[((b & 15) << 2) | (c >> 6)] : padding;
      text += left > 2 ? letters[c & 63] : padding;
    }
    return text;
  },
  toHex(this: unknown) {
    const bytes = bytesOf(this);
    const length = checked(bytes);
    let text = "";
    for (let at = 0; at < length; at++) {
      text += (bytes[at] as number).toString(16).padStart(2, "0");
    }
    return text;
  },
});
