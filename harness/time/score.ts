interface Target {
  readonly instant: number;
  reached(): void;
}

/** Who wants time to pass, and until when. */
export class Score {
  /** Called when somebody wants time to pass. */
  readonly #begin: () => void;
  readonly #targets: Target[] = [];
  readonly #stops: (() => void)[] = [];
  #pending = 0;
  #isFree = false;
  #wanted = 0;
  #since: number | undefined;
  /** Called at each change. */
  onChange = () => {};

  constructor(begin: () => void) {
    this.#begin = begin;
  }

  get isEmpty(): boolean {
    return !this.#isFree && this.#pending === 0 && this.#targets.length === 0;
  }

  /** Whether time passes without an end. */
  set isFree(value: boolean) {
    this.#isFree = value;
    this.#changed();
  }

  /** The instant at which somebody wants to be told. */
  get limit(): number {
    return Math.min(Infinity, ...this.#targets.map(({ instant }) => instant));
  }

  /** Milliseconds of this host's time in which somebody wanted time to pass. */
  get wanted(): number {
    return this.#wanted + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }

  /** Resolves when that instant is reached, and time stands still unless somebody else wants it to pass. */
  async until(instant: number): Promise<void> {
    await new Promise<void>((reached) => {
      this.#targets.push({ instant, reached });
      this.#changed();
    });
    await this.#stillIfEmpty();
  }

  /** Wants time to pass until a promise is settled. Resolves or rejects as that does, and as {@link until}. */
  async during<Value>(promise: Promise<Value>): Promise<Value> {
    this.#pending++;
    this.#changed();
    try {
      return await promise;
    } finally {
      this.#pending--;
      this.#changed();
      await this.#stillIfEmpty();
    }
  }

  reached(instant: number): void {
    const due = this.#targets.filter((target) => target.instant <= instant);
    for (const target of due) {
      this.#targets.splice(this.#targets.indexOf(target), 1);
      target.reached();
    }
    this.#changed();
  }

  /** Resolves when nobody wants time to pass, and it has stopped. */
  empty(): Promise<void> {
    return this.#since === undefined ? Promise.resolve() : new Promise((resolve) => void this.#stops.push(resolve));
  }

  /** Time stands still. */
  stopped(): void {
    this.#wanted = this.wanted;
    this.#since = undefined;
    for (const resolve of this.#stops.splice(0)) {
      resolve();
    }
  }

  async #stillIfEmpty(): Promise<void> {
    if (this.isEmpty) {
      await this.empty();
    }
  }

  #changed(): void {
    if (!this.isEmpty) {
      this.#since ??= performance.now();
      this.#begin();
    }
    this.onChange();
  }
}
