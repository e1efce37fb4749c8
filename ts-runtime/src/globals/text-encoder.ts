/** Strings to UTF-8. */
export class TextEncoder {
  get encoding(): "utf-8" {
    return "utf-8";
  }

  encode(text = ""): Uint8Array {
    const source = `${text}`;
    const bytes = new Uint8Array(utf8Length(source));
    this.encodeInto(source, bytes);
    return bytes;
  }

  /** Writes as many whole characters as there is room for. */
  encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
    const source = `${text}`;
    let read = 0;
    let written = 0;
    while (read < source.length) {
      let point = source.charCodeAt(read);
      if (point < 0x80) {
        if (written === into.length) {
          break;
        }
        into[written++] = point;
        read++;
        continue;
      }
      point = pointAt(source, read);
      const size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (written + size > into.length) {
        break;
      }
      read += size === 4 ? 2 : 1;
      put(point, size, into, written);
      written += size;
    }
    return { read, written };
  }
}

/** The code point at an index; half of a surrogate pair is U+FFFD. */
function pointAt(text: string, index: number): number {
  const point = text.codePointAt(index) as number;
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
}

function put(point: number, size: number, into: Uint8Array, at: number): void {
  for (let i = size - 1, rest = point; i > 0; i--, rest >>= 6) {
    into[at + i] = 0x80 | (rest & 0x3f);
  }
  into[at] = ((0xf00 >> size) & 0xff) | (point >> (6 * (size - 1)));
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) {
      length += unit < 0x800 ? 1 : 2;
      // A pair is four bytes from two units.
      if (unit >= 0xd800 && unit < 0xdc00 && pointAt(text, i) !== 0xfffd) {
        i++;
      }
    }
  }
  return length;
}
