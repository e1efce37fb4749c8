import { NetworkError } from "./error.ts";
import { lengthSize, longestFrame } from "./packet.ts";

/**
 * Cuts a stream of bytes into packets. Packets that came in one piece share its memory.
 */
export class PacketReader {
  #rest: Buffer = Buffer.alloc(0);

  /** Bytes of a packet whose end has not come. */
  get unfinished(): number {
    return this.#rest.length;
  }

  /**
   * Calls back with each packet that is complete by now, in order.
   *
   * @throws NetworkError `EPROTO` where a length cannot be one; the stream is of no use then
   */
  push(chunk: Buffer, visit: (packet: Buffer) => void): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    while (bytes.length - start >= lengthSize) {
      const end = start + lengthSize + checkedLength(bytes.readUInt32BE(start));
      if (end > bytes.length) {
        break;
      }
      visit(bytes.subarray(start, end));
      start = end;
    }
    this.#rest = bytes.subarray(start);
  }
}

function checkedLength(length: number): number {
  if (length === 0 || length > longestFrame) {
    throw new NetworkError(`a frame of ${length} bytes was announced, 1 to ${longestFrame} are possible`, "EPROTO");
  }
  return length;
}
