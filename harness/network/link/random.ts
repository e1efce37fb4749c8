/** Numbers from 0 up to but not including 1. */
export type Random = () => number;

/**
 * A stream of random numbers that depends on the seed and the name only, so that what one link does is the same whatever others
 * do. FNV-1a makes a state of both, and SplitMix32 the numbers (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators).
 */
export function randomStream(seed: number, name: string): Random {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(`${seed}/${name}`)) {
    state = Math.imul(state ^ byte, 0x01000193);
  }
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
}
