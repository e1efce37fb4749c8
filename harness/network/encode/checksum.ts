/** The Internet checksum (RFC 1071) of all parts in a row; each but the last has an even number of bytes. */
export function checksum(...parts: readonly Uint8Array[]): number {
  let sum = 0;
  for (const bytes of parts) {
    sum = partialSum(bytes, 0, bytes.length, sum);
  }
  return foldSum(sum);
}

/**
 * Adds the 16-bit words of a range to a sum, for {@link foldSum}. A double holds the sum of any packet exactly.
 *
 * @param end behind the last byte; a single byte that is left counts as the high half of a word
 */
export function partialSum(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  let total = sum;
  let at = start;
  for (; at + 1 < end; at += 2) {
    total += ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  }
  return at < end ? total + ((bytes[at] as number) << 8) : total;
}

/** The checksum that a sum of words makes; 0 where a checksum was among the words, and is right. */
export function foldSum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) {
    folded = (folded % 0x10000) + Math.floor(folded / 0x10000);
  }
  return ~folded & 0xffff;
}
