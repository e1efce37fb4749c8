/**
 * Takes so many of some things, by a seed: the same ones for the same seed, in the order in which they are.
 *
 * @param count all of them where there are no more
 */
export function sample<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const random = mulberry32(seed);
  const indices = all.map((_, index) => index);
  // The first steps of Fisher and Yates's shuffle.
  const chosen = Math.min(count, all.length);
  for (let i = 0; i < chosen; i++) {
    const j = i + Math.floor(random() * (all.length - i));
    [indices[i], indices[j]] = [indices[j] ?? 0, indices[i] ?? 0];
  }
  const taken = new Set(indices.slice(0, chosen));
  return all.filter((_, index) => taken.has(index));
}

/** Numbers from 0 to below 1, of 32 bits. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
