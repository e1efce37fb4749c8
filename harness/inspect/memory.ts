/** A device's memory, as it is read from outside. */
export type ReadMemory = (address: number, length: number) => Promise<Buffer>;

export async function readWord(read: ReadMemory, address: number): Promise<number> {
  return (await read(address, 4)).readUInt32LE(0);
}
