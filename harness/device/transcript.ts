/** How much of the output is kept, in UTF-16 units: the oldest goes first. */
const capacity = 8 << 20;

/**
 * What a device has printed. Offsets count from its first character, also when that is no longer kept.
 */
export class Transcript {
  readonly #listeners = new Set<() => void>();
  #text = "";
  #dropped = 0;
  #ended = false;

  /** What is kept of the output. */
  get text(): string {
    return this.#text;
  }

  /** The offset behind the last character. */
  get length(): number {
    return this.#dropped + this.#text.length;
  }

  /** Whether nothing more will come. */
  get ended(): boolean {
    return this.#ended;
  }

  append(text: string): void {
    this.#text += text;
    if (this.#text.length > 2 * capacity) {
      this.#dropped += this.#text.length - capacity;
      this.#text = this.#text.slice(-capacity);
    }
    this.#notify();
  }

  end(): void {
    this.#ended = true;
    this.#notify();
  }

  /** What is kept from an offset on, to its end or to another offset. */
  from(offset: number, to = this.length): string {
    return this.#text.slice(Math.max(0, offset - this.#dropped), Math.max(0, to - this.#dropped));
  }

  /** The last lines, for a person. */
  tail(lines = 20): string {
    return this.#text.slice(-16_384).trimEnd().split("\n").slice(-lines).join("\n");
  }

  /** Calls back after each change, first come first, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Each line without its end, from the first one kept; then those to come. An unfinished last line comes at the end. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    let offset = this.#dropped;
    for (;;) {
      const [text, until, ended] = [this.from(offset), this.length, this.#ended];
      const whole = text.lastIndexOf("\n") + 1;
      offset = until - text.length + whole;
      yield* text.slice(0, whole).split(/\r?\n/).slice(0, -1);
      if (ended) {
        break;
      }
      if (this.length === until && !this.#ended) {
        await this.#change();
      }
    }
    if (offset < this.length) {
      yield this.from(offset);
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const off = this.onChange(() => {
        off();
        resolve();
      });
    });
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}
