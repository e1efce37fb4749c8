const labels = ["utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"];
/** How many units one call of String.fromCharCode gets: each is on the engine's stack. */
const PIECE = 256;

/** UTF-8 to strings. */
export class TextDecoder {
  readonly encoding = "utf-8";
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  /** Of a character that the last chunk has cut: what came, how many bytes are missing, and the least it may be. */
  private point = 0;
  private missing = 0;
  private least = 0;
  private started = false;

  /** @throws RangeError another encoding than UTF-8 */
  constructor(label = "utf-8", options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    if (labels.indexOf(`${label}`.trim().toLowerCase()) < 0) {
      throw new RangeError(`TextDecoder: expected "utf-8", the only encoding here, got ${JSON.stringify(label)}`);
    }
    this.fatal = options.fatal === true;
    this.ignoreBOM = options.ignoreBOM === true;
  }

  /** @throws TypeError with `fatal`: not UTF-8 */
  decode(input?: ArrayBuffer | ArrayBufferView, { stream = false }: { stream?: boolean } = {}): string {
    const bytes = bytesOf(input);
    let text = "";
    let units: number[] = [];
    for (let i = 0; i < bytes.length; i++) {
      if (this.step(bytes[i] as number, units)) {
        // The byte did not continue the character before it: it is looked at again.
        i--;
      }
      if (units.length >= PIECE) {
        text += String.fromCharCode.apply(null, units);
        units = [];
      }
    }
    if (!stream && this.missing > 0) {
      this.missing = 0;
      this.replace(units);
    }
    text += String.fromCharCode.apply(null, units);
    return this.withoutMark(text, stream);
  }

  /** Takes one byte. Returns whether it has to be taken again. */
  private step(byte: number, units: number[]): boolean {
    if (this.missing === 0) {
      if (byte < 0x80) {
        units.push(byte);
      } else {
        this.lead(byte, units);
      }
      return false;
    }
    const point = (this.point << 6) | (byte & 0x3f);
    if ((byte & 0xc0) !== 0x80 || !this.mayBecome(point)) {
      this.missing = 0;
      this.replace(units);
      return true;
    }
    this.point = point;
    if (--this.missing === 0) {
      push(point, units);
    }
    return false;
  }

  private lead(byte: number, units: number[]): void {
    if (byte < 0xc2 || byte > 0xf4) {
      this.replace(units);
      return;
    }
    this.missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.point = byte & (0x3f >> this.missing);
    this.least = [0, 0x80, 0x800, 0x10000][this.missing] as number;
  }

  /** Whether some continuation is a character: not too long a form, not a surrogate, not beyond U+10FFFF. */
  private mayBecome(point: number): boolean {
    const shift = 6 * (this.missing - 1);
    const low = point << shift;
    const high = low | ((1 << shift) - 1);
    return high >= this.least && low <= 0x10ffff && !(low >= 0xd800 && high <= 0xdfff);
  }

  private replace(units: number[]): void {
    if (this.fatal) {
      this.started = false;
      throw new TypeError("TextDecoder: the bytes are not UTF-8");
    }
    units.push(0xfffd);
  }

  private withoutMark(text: string, stream: boolean): string {
    const first = !this.started;
    this.started = stream && (this.started || text !== "");
    return first && !this.ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

function push(point: number, units: number[]): void {
  if (point < 0x10000) {
    units.push(point);
  } else {
    units.push(0xd7c0 + (point >> 10), 0xdc00 | (point & 0x3ff));
  }
}

function bytesOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (input instanceof Uint8Array) {
    return input;
  }
  if (input === undefined) {
    return new Uint8Array(0);
  }
  return ArrayBuffer.isView(input)
    ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
    : new Uint8Array(input);
}
