/** The data bytes of a record; every tool takes that many. */
const width = 16;
/** What the flash memory of any of the boards takes at once (STM32H7: 32 bytes): the rest of the last unit is filled. */
const unit = 32;
/** What erased flash reads as. */
const erased = 0xff;

const types = { data: 0x00, end: 0x01, upperAddress: 0x04 } as const;

/**
 * Writes bytes as Intel HEX with absolute addresses: the one format that all of west's runners take for a file which is not the
 * build's own. Behind the last byte it is filled up with 0xFF to a whole unit of flash.
 *
 * @param address of the first byte; a multiple of 32, below 2^32
 * @throws RangeError the address is not, or the bytes end beyond 2^32
 */
export function writeIntelHex(bytes: Uint8Array, address: number): string {
  const end = address + Math.ceil(bytes.length / unit) * unit;
  if (address % unit !== 0 || address < 0 || end > 2 ** 32) {
    throw new RangeError(`${bytes.length} bytes at 0x${address.toString(16)} cannot be written in units of ${unit}`);
  }
  const padded = Buffer.alloc(end - address, erased);
  padded.set(bytes);
  const lines: string[] = [];
  let upper = -1;
  for (let offset = 0; offset < padded.length; offset += width) {
    const at = address + offset;
    if (at >>> 16 !== upper) {
      upper = at >>> 16;
      lines.push(record(types.upperAddress, 0, Buffer.of(upper >>> 8, upper & 0xff)));
    }
    lines.push(record(types.data, at & 0xffff, padded.subarray(offset, offset + width)));
  }
  lines.push(record(types.end, 0, Buffer.alloc(0)));
  return `${lines.join("\n")}\n`;
}

function record(type: number, address: number, data: Uint8Array): string {
  const bytes = Buffer.from([data.length, address >>> 8, address & 0xff, type, ...data]);
  const sum = bytes.reduce((total, each) => total + each, 0);
  const checksum = -sum & 0xff;
  return `:${Buffer.concat([bytes, Buffer.of(checksum)])
    .toString("hex")
    .toUpperCase()}`;
}
