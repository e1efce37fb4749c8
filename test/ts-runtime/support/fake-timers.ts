const EBADF = 9;
const ENOMEM = 12;

/** The host's timers on a clock that only moves when it is told to. */
export class FakeTimers {
  /** How many timers there may be. */
  capacity = 64;
  /** Microseconds since boot. */
  clock = 1_000_000;
  readonly #created = new Set<number>();
  readonly #set: { handle: number; deadline: number; order: number }[] = [];
  #next = 1;
  #order = 0;

  /** How many are set. */
  get pending(): number {
    return this.#set.length;
  }

  /** The earliest deadline; Infinity where none is set. */
  get earliest(): number {
    return this.#set[0]?.deadline ?? Number.POSITIVE_INFINITY;
  }

  create(): number {
    if (this.#created.size >= this.capacity) {
      return -ENOMEM;
    }
    this.#created.add(this.#next);
    return this.#next++;
  }

  set(handle: number, deadline: number): number {
    if (!this.#created.has(handle)) {
      return -EBADF;
    }
    this.clear(handle);
    const later = this.#set.findIndex((other) => other.deadline > deadline);
    this.#set.splice(later < 0 ? this.#set.length : later, 0, { handle, deadline, order: this.#order++ });
    return 0;
  }

  clear(handle: number): number {
    const index = this.#set.findIndex((other) => other.handle === handle);
    if (index >= 0) {
      this.#set.splice(index, 1);
    }
    return this.#created.has(handle) ? 0 : -EBADF;
  }

  free(handle: number): number {
    this.clear(handle);
    return this.#created.delete(handle) ? 0 : -EBADF;
  }

  /** Takes the next that was due when a turn began: what is set during it belongs to the next. Returns 0 at its end. */
  take(before: number): number {
    const index = this.#set.findIndex(({ deadline, order }) => deadline <= this.clock && order < before);
    return index < 0 ? 0 : (this.#set.splice(index, 1)[0]?.handle ?? 0);
  }

  /** What {@link take} of this turn is told. */
  begin(): number {
    return this.#order;
  }
}
