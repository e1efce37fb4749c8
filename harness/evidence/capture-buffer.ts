import { writeFile } from "node:fs/promises";
import { Writable } from "node:stream";

/** What is kept of the packets: the last ones, as a failure is at the end. */
const capacity = 16 << 20;
/** The block type of a packet; all others describe what packets refer to. */
const packet = 6;

/**
 * Takes a capture, block by block, and keeps its end in memory: a test that passes writes nothing, and one that is killed leaves nothing.
 */
export class CaptureBuffer extends Writable {
  /** Packets that are no longer kept. */
  dropped = 0;
  readonly #descriptions: Buffer[] = [];
  #packets: Buffer[] = [];
  /** The first of the packets that is kept. */
  #first = 0;
  #size = 0;

  constructor() {
    super({ decodeStrings: true });
  }

  override _write(block: Buffer, _encoding: string, done: () => void): void {
    if (block.readUInt32LE(0) === packet) {
      this.#keep(block);
    } else {
      this.#descriptions.push(block);
    }
    done();
  }

  /** How many packets are kept. */
  get packets(): number {
    return this.#packets.length - this.#first;
  }

  /** The whole file. */
  contents(): Buffer {
    return Buffer.concat([...this.#descriptions, ...this.#packets.slice(this.#first)]);
  }

  save(path: string): Promise<void> {
    return writeFile(path, this.contents());
  }

  #keep(block: Buffer): void {
    this.#packets.push(block);
    this.#size += block.length;
    for (; this.#size > capacity; this.#first++) {
      this.#size -= this.#packets[this.#first]?.length ?? 0;
      this.dropped++;
    }
    if (this.#first > 10_000) {
      this.#packets = this.#packets.slice(this.#first);
      this.#first = 0;
    }
  }
}
