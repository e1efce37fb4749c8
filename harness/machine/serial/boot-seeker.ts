/** How every run of the firmware begins. */
const marker = Buffer.from('\x1e{"t":"boot"');

/** How much of what came before the record is kept to show it, in bytes. */
const sampleSize = 200;

/**
 * Finds in what a serial port brings where the board began anew: what came before belongs to an earlier run, or is what the line
 * picked up while the board was without power.
 */
export class BootSeeker {
  /** From the last boot record on; without one, the end of what came, which may be the start of one. */
  #kept: Buffer = Buffer.alloc(0);
  #found = false;
  #released = false;
  /** What came that is no part of a run. */
  #skipped = 0;
  #sample: Buffer = Buffer.alloc(0);

  /** Whether a boot record has come. */
  get found(): boolean {
    return this.#found;
  }

  /** How many bytes came without a boot record, and the last of them. */
  get skipped(): { readonly count: number; readonly sample: Buffer } {
    return { count: this.#skipped, sample: this.#sample };
  }

  /**
   * Takes a chunk. While the run is held back, the newest boot record is what counts; after {@link release} the first one, and what
   * can be passed on is returned.
   */
  push(chunk: Buffer): Buffer | undefined {
    if (this.#released && this.#found) {
      return chunk;
    }
    if (!this.#found) {
      this.#skipped += chunk.length;
      this.#sample = Buffer.concat([this.#sample, chunk]).subarray(-sampleSize);
    }
    const all = Buffer.concat([this.#kept, chunk]);
    const at = this.#released ? all.indexOf(marker) : all.lastIndexOf(marker);
    if (at < 0) {
      this.#kept = this.#found ? all : all.subarray(-(marker.length - 1));
      return undefined;
    }
    this.#found = true;
    this.#kept = all.subarray(at);
    return this.#released ? this.#take() : undefined;
  }

  /** Ends the holding back. Returns what came from the newest boot record on, if there was one. */
  release(): Buffer | undefined {
    this.#released = true;
    return this.#found ? this.#take() : undefined;
  }

  #take(): Buffer {
    const kept = this.#kept;
    this.#kept = Buffer.alloc(0);
    return kept;
  }
}
