/** Sequence numbers count bytes modulo 2^32 (RFC 9293, 3.4): what lies less than half of that ahead is later. */

/** The number so many bytes after another. */
export function after(sequence: number, bytes: number): number {
  return (sequence + bytes) >>> 0;
}

/** How many bytes lie from one number to another; negative where the second is the earlier one. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}
