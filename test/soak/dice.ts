import { type Random, randomStream } from "../../harness/network/link/random.ts";

/** Random choices that depend on a seed and a name only. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number, name: string) {
    this.#random = randomStream(seed, name);
  }

  /** A whole number, both limits included. */
  number(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  byte(): number {
    return this.number(0, 0xff);
  }

  word(): number {
    return this.number(0, 0xffff);
  }

  long(): number {
    return this.number(0, 0xffff_ffff);
  }

  /** True with that probability, from 0 to 1. */
  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  pick<const Values extends readonly [unknown, ...unknown[]]>(values: Values): Values[number] {
    return values[this.number(0, values.length - 1)] ?? values[0];
  }

  bytes(length: number): Buffer {
    return Buffer.from(Uint8Array.from({ length }, () => this.byte()));
  }
}
