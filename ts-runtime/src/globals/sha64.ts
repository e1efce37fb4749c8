import { roundConstants } from "./sha-constants.ts";
import type { Compress } from "./sha32.ts";

/** Both halves of 64-bit numbers in hexadecimal, the upper one first. */
export function halves(hex: string): Int32Array {
  return Int32Array.from({ length: hex.length / 8 }, (_, at) => Number.parseInt(hex.substr(at * 8, 8), 16));
}

const words = new Int32Array(160);
let constants: Int32Array | undefined;
/** What {@link sum} leaves: the lower half. */
let low = 0;

/** Adds 64-bit numbers, whose halves follow one another. Returns the upper half. */
function sum(...parts: readonly number[]): number {
  let lower = 0;
  let upper = 0;
  for (let i = 0; i < parts.length; i += 2) {
    upper += parts[i] as number;
    lower += (parts[i + 1] as number) >>> 0;
  }
  low = lower | 0;
  return (upper + Math.floor(lower / 0x100000000)) | 0;
}

/** SHA-512 (FIPS 180-4, 6.4), and SHA-384, which begins with another state. */
export const compress512: Compress = (state, block, at) => {
  constants ??= halves(roundConstants);
  const v = Int32Array.from(state);
  const get = (i: number) => v[i] as number;
  for (let t = 0; t < 160; t += 2) {
    extend(t, block, at);
    const [e, f] = [get(8), get(9)];
    const [a, b] = [get(0), get(1)];
    const sum1 = [
      right(e, f, 14) ^ right(e, f, 18) ^ right(f, e, 9),
      right(f, e, 14) ^ right(f, e, 18) ^ right(e, f, 9),
    ];
    const chosen = [get(12) ^ (e & (get(10) ^ get(12))), get(13) ^ (f & (get(11) ^ get(13)))];
    const added = [constants[t] as number, constants[t + 1] as number, words[t] as number, words[t + 1] as number];
    const one = sum(get(14), get(15), ...sum1, ...chosen, ...added);
    const oneLow = low;
    const sum0 = [right(a, b, 28) ^ right(b, a, 2) ^ right(b, a, 7), right(b, a, 28) ^ right(a, b, 2) ^ right(a, b, 7)];
    const most = [(a & get(2)) | (get(4) & (a | get(2))), (b & get(3)) | (get(5) & (b | get(3)))];
    const next = sum(one, oneLow, ...sum0, ...most);
    const nextLow = low;
    v.copyWithin(2, 0, 14);
    v[8] = sum(get(8), get(9), one, oneLow);
    v[9] = low;
    v[0] = next;
    v[1] = nextLow;
  }
  for (let i = 0; i < 16; i += 2) {
    state[i] = sum(state[i] as number, state[i + 1] as number, get(i), get(i + 1));
    state[i + 1] = low;
  }
};

/** The upper half of a 64-bit number that is rotated by less than 32 bits; with its halves swapped, the lower one. */
function right(upper: number, lower: number, by: number): number {
  return (upper >>> by) | (lower << (32 - by));
}

function extend(t: number, block: DataView, at: number): void {
  if (t < 32) {
    words[t] = block.getInt32(at + 4 * t);
    words[t + 1] = block.getInt32(at + 4 * t + 4);
    return;
  }
  const [x, y] = [words[t - 30] as number, words[t - 29] as number];
  const [p, q] = [words[t - 4] as number, words[t - 3] as number];
  const s0 = [right(x, y, 1) ^ right(x, y, 8) ^ (x >>> 7), right(y, x, 1) ^ right(y, x, 8) ^ right(y, x, 7)];
  const s1 = [right(p, q, 19) ^ right(q, p, 29) ^ (p >>> 6), right(q, p, 19) ^ right(p, q, 29) ^ right(q, p, 6)];
  const before = [words[t - 32] as number, words[t - 31] as number, words[t - 14] as number, words[t - 13] as number];
  words[t] = sum(...before, ...s0, ...s1);
  words[t + 1] = low;
}
