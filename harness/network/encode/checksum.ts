/** The Internet checksum (RFC 1071) of all parts in a row; each but the last has an even number of bytes. */
export function checksum(...parts: readonly Uint8Array[]): number {
  let sum = 0;
  for (const bytes of parts) {
    for (const [index, byte] of bytes.entries()) {
      sum += index % 2 === 0 ? byte << 8 : byte;
    }
  }
  while (sum > 0xffff) {
    sum = (sum & 0xffff) + (sum >>> 16);
  }
  return ~sum & 0xffff;
}
