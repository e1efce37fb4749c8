interface Event {
  readonly instant: number;
  /** Ties are run in the order in which they were added. */
  readonly order: number;
  readonly action: () => void;
}

/** What is to happen at instants to come, the earliest first: a binary heap. */
export class EventQueue {
  readonly #heap: Event[] = [];
  readonly #cancelled = new Set<Event>();
  #order = 0;

  /** The earliest instant; Infinity where nothing is to happen. */
  get next(): number {
    this.#dropCancelled();
    return this.#heap[0]?.instant ?? Infinity;
  }

  /** Adds an event. Returns a function that takes it away. */
  add(instant: number, action: () => void): () => void {
    const event = { instant, order: this.#order++, action };
    this.#heap.push(event);
    this.#rise(this.#heap.length - 1);
    return () => void this.#cancelled.add(event);
  }

  /** Takes the earliest event; undefined where there is none. */
  take(): { readonly instant: number; readonly action: () => void } | undefined {
    this.#dropCancelled();
    return this.#pop();
  }

  #dropCancelled(): void {
    for (let first = this.#heap[0]; first !== undefined && this.#cancelled.has(first); first = this.#heap[0]) {
      this.#cancelled.delete(first);
      this.#pop();
    }
    if (this.#heap.length === 0) {
      this.#cancelled.clear();
    }
  }

  #pop(): Event | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first !== undefined && last !== undefined && first !== last) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(at: number): void {
    const parent = (at - 1) >> 1;
    if (at > 0 && this.#isBefore(at, parent)) {
      this.#swap(at, parent);
      this.#rise(parent);
    }
  }

  #sink(at: number): void {
    const least = [2 * at + 1, 2 * at + 2].reduce((one, other) => (this.#isBefore(other, one) ? other : one), at);
    if (least !== at) {
      this.#swap(at, least);
      this.#sink(least);
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    return (
      a !== undefined && b !== undefined && (a.instant < b.instant || (a.instant === b.instant && a.order < b.order))
    );
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a !== undefined && b !== undefined) {
      this.#heap[one] = b;
      this.#heap[other] = a;
    }
  }
}
