/** Milliseconds without a further change until those before are one: editors write several files, and a file in several steps. */
const quiet = 25;

/** Collects what changed until somebody asks. */
export class Changes {
  #paths = new Set<string>();
  #last = 0;
  #notify = () => {};

  add(path: string): void {
    this.#paths.add(path);
    this.#last = performance.now();
    this.#notify();
  }

  /** Whether something has changed since it was last asked for. */
  get isPending(): boolean {
    return this.#paths.size > 0;
  }

  /** What has changed, once something has and the next change is not at its heels. Undefined where the signal is aborted. */
  async next(signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
    while (!signal.aborted) {
      const rest = this.isPending ? this.#last + quiet - performance.now() : Infinity;
      if (rest <= 0) {
        const paths = this.#paths;
        this.#paths = new Set();
        return paths;
      }
      await this.#change(rest, signal);
    }
    return undefined;
  }

  /** Waits for the next change, so many milliseconds, or until the signal is aborted. */
  async #change(longest: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    await new Promise<void>((resolve) => {
      this.#notify = resolve;
      signal.addEventListener("abort", () => resolve(), { signal: over.signal });
      if (Number.isFinite(longest)) {
        setTimeout(resolve, longest);
      }
    });
    over.abort();
  }
}
