import { unlessAborted } from "../base/unless-aborted.ts";

interface Target {
  readonly instant: number;
  reached(): void;
}

/** Who wants time to pass, and until when. */
export class Demand {
  /** Called when somebody wants time to pass. */
  readonly #begin: () => void;
  readonly #targets: Target[] = [];
  readonly #stops: (() => void)[] = [];
  /** What rejects for everybody who waits. */
  readonly #waiting = new Set<(error: Error) => void>();
  /** Why time cannot stand still, until it does. */
  #failure: Error | undefined;
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

  /**
   * Resolves when that instant is reached, and time stands still unless somebody else wants it to pass.
   *
   * @throws the signal's reason; nobody wants time to pass until that instant then
   */
  async until(instant: number, signal?: AbortSignal): Promise<void> {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
    const { promise, target } = awaited(instant);
    this.#targets.push(target);
    this.#changed();
    try {
      await this.#unlessStuck(unlessAborted(promise, signal));
    } catch (error) {
      this.#forget(target);
      throw error;
    }
    await unlessAborted(this.#stillIfEmpty(), signal);
  }

  /** Wants time to pass until a promise is settled. Resolves or rejects as that does, and as {@link until}. */
  async during<Value>(promise: Promise<Value>): Promise<Value> {
    this.#pending++;
    this.#changed();
    try {
      return await this.#unlessStuck(promise);
    } finally {
      this.#pending--;
      this.#changed();
      await this.#stillIfEmpty();
    }
  }

  /** Time cannot pass, nor stand still: rejects for everybody who waits for either. */
  fail(error: Error): void {
    this.#failure = error;
    this.#targets.splice(0);
    for (const reject of this.#waiting) {
      reject(error);
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

  #forget(target: Target): void {
    const at = this.#targets.indexOf(target);
    if (at !== -1) {
      this.#targets.splice(at, 1);
      this.#changed();
    }
  }

  /** Resolves when nobody wants time to pass, and it has stopped. */
  empty(): Promise<void> {
    const stopped = new Promise<void>((resolve) => void this.#stops.push(resolve));
    return this.#since === undefined ? Promise.resolve() : this.#unlessStuck(stopped);
  }

  /** Time stands still. */
  stopped(): void {
    this.#wanted = this.wanted;
    this.#since = undefined;
    this.#failure = undefined;
    for (const resolve of this.#stops.splice(0)) {
      resolve();
    }
  }

  async #unlessStuck<Value>(promise: Promise<Value>): Promise<Value> {
    let reject: (error: Error) => void = () => {};
    const stuck = new Promise<never>((_resolve, stick) => {
      reject = stick;
    });
    this.#waiting.add(reject);
    if (this.#failure !== undefined) {
      reject(this.#failure);
    }
    try {
      return await Promise.race([promise, stuck]);
    } finally {
      this.#waiting.delete(reject);
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

function awaited(instant: number): { promise: Promise<void>; target: Target } {
  let reached = () => {};
  const promise = new Promise<void>((resolve) => {
    reached = resolve;
  });
  return { promise, target: { instant, reached } };
}
