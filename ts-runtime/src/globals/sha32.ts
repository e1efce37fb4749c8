import { roundConstants, start512 } from "./sha-constants.ts";

/** A hash function on blocks. The state is changed. */
export type Compress = (state: Int32Array, block: DataView, at: number) => void;

/** The upper halves of 64-bit numbers in hexadecimal. */
export function upperHalves(hex: string): Int32Array {
  return Int32Array.from({ length: hex.length / 16 }, (_, at) => Number.parseInt(hex.substr(at * 16, 8), 16));
}

export const begin1 = (): Int32Array => Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
export const begin256 = (): Int32Array => upperHalves(start512);

const words = new Int32Array(80);
let constants: Int32Array | undefined;

/** SHA-1 (FIPS 180-4, 6.1). */
export const compress1: Compress = (state, block, at) => {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let t = 0; t < 80; t++) {
    let word: number;
    if (t < 16) {
      word = block.getInt32(at + 4 * t);
    } else {
      const mixed = word4(t - 3) ^ word4(t - 8) ^ word4(t - 14) ^ word4(t - 16);
      word = (mixed << 1) | (mixed >>> 31);
    }
    words[t] = word;
    const chosen =
      t < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : t < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : t < 60
            ? ((b & c) | (b & d) | (c & d)) - 0x70e44324
            : (b ^ c ^ d) - 0x359d3e2a;
    const next = (((a << 5) | (a >>> 27)) + e + word + chosen) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  add(state, [a, b, c, d, e]);
};

/** SHA-256 (FIPS 180-4, 6.2). */
export const compress256: Compress = (state, block, at) => {
  constants ??= upperHalves(roundConstants);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    let word: number;
    if (t < 16) {
      word = block.getInt32(at + 4 * t);
    } else {
      const x = word4(t - 15);
      const y = word4(t - 2);
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      word = (word4(t - 16) + s0 + word4(t - 7) + s1) | 0;
    }
    words[t] = word;
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + sum1 + (g ^ (e & (f ^ g))) + (constants[t] as number) + word) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = sum0 + ((a & b) | (c & (a | b)));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  add(state, [a, b, c, d, e, f, g, h]);
};

function word4(at: number): number {
  return words[at] as number;
}

function add(state: Int32Array, by: readonly number[]): void {
  for (let i = 0; i < by.length; i++) {
    state[i] = (state[i] as number) + (by[i] as number);
  }
}
