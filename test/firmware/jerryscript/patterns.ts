/** Regular expressions and texts by chance, from a seed. */

/** A pattern, its flags, and texts to look through. */
export type PatternCase = readonly [source: string, flags: string, texts: readonly string[]];

/** Patterns with groups, alternatives, iterators, lookaheads and references in each other. */
export function randomPatterns(count: number, seed: number): PatternCase[] {
  const chance = new Chance(seed);
  const cases: PatternCase[] = [];
  while (cases.length < count) {
    const source = new Pattern(chance).alternatives(2);
    const flags = chance.pick("", "", "i", "m", "s", "u", "g", "y", "im");
    const texts = Array.from({ length: 4 }, () =>
      Array.from({ length: chance.below(9) }, () =>
        chance.pick("a", "a", "b", "b", "c", "-", "A", "é", "\n", "1", " "),
      ).join(""),
    );
    // With much in each other, the text of nine characters takes Node.js minutes.
    if (source.length <= 60 && isPattern(source, flags)) {
      cases.push([source, flags, texts]);
    }
  }
  return cases;
}

function isPattern(source: string, flags: string): boolean {
  try {
    return new RegExp(source, flags) !== undefined;
  } catch {
    return false;
  }
}

class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** 0 to `limit - 1`, by mulberry32. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick(...texts: readonly string[]): string {
    return texts[this.below(texts.length)] ?? "";
  }
}

class Pattern {
  private readonly chance: Chance;
  private groups = 0;

  constructor(chance: Chance) {
    this.chance = chance;
  }

  alternatives(depth: number): string {
    let text = this.sequence(depth);
    while (this.chance.below(3) === 0) {
      text += `|${this.chance.below(8) > 0 ? this.sequence(depth) : ""}`;
    }
    return text;
  }

  private sequence(depth: number): string {
    return Array.from({ length: 1 + this.chance.below(4) }, () => this.term(depth)).join("");
  }

  private term(depth: number): string {
    const atom = this.atom(depth);
    const isRepeatable = /^(?:[^\\^$]|\((?!\?[=!]).*\)|\[.*\]|\\[^bB])$/s.test(atom);
    return isRepeatable && this.chance.below(2) > 0
      ? atom + this.chance.pick("*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{2,}", "{0,1}")
      : atom;
  }

  private atom(depth: number): string {
    const kind = this.chance.below(depth > 0 ? 16 : 8);
    if (kind < 5) {
      return this.chance.pick("a", "a", "b", "c", "-", "é", "A");
    }
    if (kind === 5) {
      return this.chance.pick(".", "[ab]", "[^a]", "[a-c]", "[^b-c]", "\\d", "\\w", "\\W", "\\s");
    }
    if (kind < 8) {
      return kind === 6 && this.groups > 0
        ? `\\${1 + this.chance.below(this.groups)}`
        : this.chance.pick("^", "$", "\\b", "\\B");
    }
    if (kind < 12) {
      this.groups++;
    }
    const opening = kind < 12 ? "(" : kind < 14 ? "(?:" : this.chance.pick("(?=", "(?!");
    return `${opening}${this.alternatives(depth - 1)})`;
  }
}
