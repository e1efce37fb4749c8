import type { Transcript } from "./transcript.ts";

/**
 * How far back from what has arrived a regular expression looks, in UTF-16 units: `each` with each piece of output, `wide` when so much
 * has arrived since as {@link wideEvery}, or the output pauses; then it looks at all that is unread, where that has grown by an eighth. Consoles bring output by the character: a look at all that is unread,
 * for each of them, would take the square of it. What a look finds is the first match of all that is unread.
 */
export const reach = { each: 1024, wide: 64 << 10 } as const;
const wideEvery = reach.wide / 4;
/** What stands before the place where a look begins, for `^`, `\b` and lookbehinds. */
const context = 256;
/** A match that is longer and ends where the text does is looked at again when the text has grown by an eighth of it. */
const short = 4096;

/** How much of the unread text a look takes in. */
export type Breadth = "each" | "wide" | "all";

/** A match, and the offset behind it. */
export interface Found {
  readonly match: RegExpMatchArray;
  readonly end: number;
}

/** Looks for one pattern in a transcript that grows. What one look has seen, the next one leaves out as far as it can. */
export class Search {
  readonly #transcript: Transcript;
  readonly #regexp: RegExp;
  /** The length of a pattern that is a string: it can begin no earlier than so much before what has arrived. */
  readonly #fixed: number | undefined;
  #seen = 0;
  #seenWide = 0;
  #seenAll = 0;
  /** Where a match began that may grow, and how far the text has to grow before it is looked at again. */
  #growing: { start: number; until: number } | undefined;

  constructor(transcript: Transcript, pattern: RegExp | string) {
    this.#transcript = transcript;
    this.#regexp = typeof pattern === "string" ? literal(pattern) : stateless(pattern);
    this.#fixed = typeof pattern === "string" ? pattern.length : undefined;
  }

  /** Whether a wider look might see more. */
  get isOwed(): boolean {
    return this.#fixed === undefined && this.#seenWide < this.#transcript.length;
  }

  /** The first match behind an offset. One that is longer than what the look takes in may be missed. */
  look(offset: number, breadth: Breadth): Found | undefined {
    const { length, first } = this.#transcript;
    const growing = this.#growing;
    if (growing !== undefined && breadth === "each" && length < growing.until) {
      return undefined;
    }
    const unread = Math.max(offset, first);
    const start = Math.max(unread, growing?.start ?? this.#begin(breadth, unread));
    this.#seen = length;
    this.#growing = undefined;
    if (start === unread) {
      return this.#first(unread);
    }
    const found = this.#exec(Math.max(unread, start - context), length, start);
    // It may have begun before the place where this look did.
    return found === undefined || growing !== undefined ? found : this.#first(unread);
  }

  /** A match ends where the text does: it is looked at again from its beginning. */
  grows({ match, end }: Found): void {
    const size = match[0].length;
    this.#growing = { start: end - size, until: end + (size > short ? size / 8 : 0) };
  }

  /** The first match of all. It costs no more than twice what stands before its end, however much text there is. */
  #first(start: number): Found | undefined {
    const { length } = this.#transcript;
    for (let size = reach.wide; ; size *= 2) {
      const end = Math.min(length, start + size);
      const found = this.#exec(start, end, start);
      if (end === length || (found !== undefined && found.end < end)) {
        return found;
      }
    }
  }

  #exec(base: number, end: number, start: number): Found | undefined {
    const text = this.#transcript.from(base, end);
    this.#regexp.lastIndex = start - base;
    const match = this.#regexp.exec(text);
    return match === null ? undefined : { match, end: base + match.index + match[0].length };
  }

  #begin(breadth: Breadth, unread: number): number {
    const { length } = this.#transcript;
    if (this.#fixed !== undefined) {
      return this.#seen - this.#fixed + 1;
    }
    if (breadth === "each" && length - this.#seenWide < wideEvery) {
      return this.#seen - reach.each;
    }
    const from = this.#seenWide - reach.wide;
    this.#seenWide = length;
    if (breadth === "all" || (breadth === "wide" && length - this.#seenAll > (length - unread) / 8)) {
      this.#seenAll = length;
      return unread;
    }
    return from;
  }
}

/** A copy that is told where to begin, and does not remember where it last matched. */
function stateless(pattern: RegExp): RegExp {
  return new RegExp(pattern, `${pattern.flags.replaceAll(/[gy]/g, "")}g`);
}

function literal(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "gu");
}
