/** Bytes that are to be sent, from the first one that the peer has not acknowledged. */
export class SendBuffer {
  #chunks: Buffer[] = [];
  /** Bytes of the first chunk that are acknowledged. */
  #offset = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param bytes are kept, not copied */
  push(bytes: Buffer): void {
    if (bytes.length > 0) {
      this.#chunks.push(bytes);
      this.#size += bytes.length;
    }
  }

  /** The first bytes are acknowledged. */
  drop(count: number): void {
    this.#size -= count;
    this.#offset += count;
    let whole = 0;
    for (
      let first = this.#chunks[0];
      first !== undefined && this.#offset >= first.length;
      first = this.#chunks[whole]
    ) {
      this.#offset -= first.length;
      whole++;
    }
    this.#chunks.splice(0, whole);
  }

  /** Some bytes from a place on, of which so many are there. They are copied only where they are of several chunks. */
  slice(start: number, count: number): Buffer {
    const parts: Buffer[] = [];
    let skip = this.#offset + start;
    let left = count;
    for (let index = 0; left > 0; index++) {
      const chunk = this.#chunks[index] as Buffer;
      if (skip < chunk.length) {
        const part = chunk.subarray(skip, skip + left);
        parts.push(part);
        left -= part.length;
      }
      skip = Math.max(0, skip - chunk.length);
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  clear(): void {
    this.#chunks = [];
    this.#offset = 0;
    this.#size = 0;
  }
}
