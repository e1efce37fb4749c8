/** The start of a position (`app-1a2b3c4d.js:12:34`) at the end of a piece, which the next piece may complete. */
const unfinished = /a(?:p(?:p(?:-(?:[\da-f]{0,7}|[\da-f]{8}(?:\.(?:j(?:s(?::(?:\d+(?::\d*)?)?)?)?)?)?))?)?)?$/;

/**
 * Replaces positions in the bundle by positions in TypeScript, in text that arrives in pieces: the end of a piece is held back
 * where it may be the start of a position.
 */
export class PositionMapper {
  readonly #map: (text: string) => string;
  #held = "";

  /** @param map replaces every position in a text that holds them whole */
  constructor(map: (text: string) => string) {
    this.#map = map;
  }

  /** Whether text is held back. Whoever feeds the mapper calls {@link flush} when nothing has come for a while. */
  get holds(): boolean {
    return this.#held !== "";
  }

  /** The text that can be shown by now. */
  push(piece: string): string {
    const text = this.#held + piece;
    this.#held = unfinished.exec(text)?.[0] ?? "";
    return this.#replace(text.slice(0, text.length - this.#held.length));
  }

  /** What was held back. */
  flush(): string {
    const text = this.#held;
    this.#held = "";
    return this.#replace(text);
  }

  #replace(text: string): string {
    return text === "" ? "" : this.#map(text);
  }
}
