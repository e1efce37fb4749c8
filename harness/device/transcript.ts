/** How much of the output is kept, in UTF-16 units: between this and twice as much; the oldest goes first. */
const capacity = 8 << 20;
/** Up to how many units pieces are joined. Consoles bring output by the character, and one string of all would be copied by each reader. */
const chunkSize = 2048;

/**
 * What a device has printed. Offsets count from its first character, also when that is no longer kept. Reading costs what is read.
 */
export class Transcript {
  readonly #listeners = new Set<() => void>();
  /** What is kept, in order, and the offset of each. */
  readonly #chunks: string[] = [];
  readonly #starts: number[] = [];
  #length = 0;
  #ended = false;

  /** What is kept of the output. */
  get text(): string {
    return this.#chunks.join("");
  }

  /** The offset behind the last character. */
  get length(): number {
    return this.#length;
  }

  /** The offset of the first character that is kept. */
  get first(): number {
    return this.#starts[0] ?? this.#length;
  }

  /** Whether nothing more will come. */
  get ended(): boolean {
    return this.#ended;
  }

  append(text: string): void {
    const last = this.#chunks.length - 1;
    const chunk = this.#chunks[last];
    if (chunk !== undefined && chunk.length + text.length <= chunkSize) {
      this.#chunks[last] = chunk + text;
    } else {
      this.#chunks.push(text);
      this.#starts.push(this.#length);
    }
    this.#length += text.length;
    if (this.#length - this.first > 2 * capacity) {
      this.#drop(this.#length - capacity);
    }
    this.#notify();
  }

  end(): void {
    this.#ended = true;
    this.#notify();
  }

  /** What is kept from an offset on, to its end or to another offset. */
  from(offset: number, to = this.#length): string {
    let text = "";
    for (let i = this.#find(offset); i < this.#chunks.length && (this.#starts[i] ?? 0) < to; i++) {
      const start = this.#starts[i] ?? 0;
      text += this.#chunks[i]?.slice(Math.max(0, offset - start), to - start);
    }
    return text;
  }

  /** The last lines, for a person. */
  tail(lines = 20): string {
    return this.from(this.#length - 16_384)
      .trimEnd()
      .split("\n")
      .slice(-lines)
      .join("\n");
  }

  /** Calls back after each change, first come first, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Each line without its end, from the first one kept; then those to come. An unfinished last line comes at the end. */
  async *lines(): AsyncGenerator<string, void, undefined> {
    let unfinished = "";
    for (let offset = this.first; ; ) {
      const [text, ended] = [this.from(offset), this.#ended];
      const whole = text.lastIndexOf("\n") + 1;
      offset = this.#length;
      if (whole > 0) {
        const lines = (unfinished + text.slice(0, whole)).split(/\r?\n/);
        unfinished = text.slice(whole);
        yield* lines.slice(0, -1);
      } else {
        unfinished += text;
      }
      if (ended) {
        break;
      }
      if (this.#length === offset && !this.#ended) {
        await this.#change();
      }
    }
    if (unfinished !== "") {
      yield unfinished;
    }
  }

  /** The index of the chunk that an offset is in; of the first one for an offset before it. */
  #find(offset: number): number {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      [low, high] = (this.#starts[middle] ?? 0) <= offset ? [middle, high] : [low, middle];
    }
    return low;
  }

  #drop(offset: number): void {
    const index = this.#find(offset);
    const chunk = this.#chunks[index] ?? "";
    const start = this.#starts[index] ?? 0;
    this.#chunks.splice(0, index + 1, chunk.slice(offset - start));
    this.#starts.splice(0, index + 1, offset);
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
