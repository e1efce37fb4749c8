import { ipv4At } from "../encode/ipv4.ts";

/** Datagrams of which a part is there: the oldest is given up for another. */
const mostPartial = 16;
/** Parts of one that are kept: those of 64 KiB have 45 on Ethernet. */
const mostParts = 64;
const longest = 0xffff;

interface Partial {
  readonly parts: { readonly start: number; readonly bytes: Buffer }[];
  /** Bytes of the whole; undefined until the last fragment has come. */
  length: number | undefined;
}

/** Puts fragments of IPv4 together (RFC 791). */
export class Fragments {
  /** By sender, receiver, protocol and identification. */
  readonly #partial = new Map<string, Partial>();

  /**
   * Takes a packet that is a fragment.
   *
   * @param start of what it carries, in the packet
   * @param end of that
   * @returns what the datagram carries, once all of it has come
   */
  take(packet: Buffer, start: number, end: number): Buffer | undefined {
    const field = packet.readUInt16BE(ipv4At + 6);
    const offset = (field & 0x1fff) * 8;
    const key = `${packet.toString("latin1", ipv4At + 12, ipv4At + 20)}${packet[ipv4At + 9]} ${packet.readUInt16BE(ipv4At + 4)}`;
    const partial = this.#partial.get(key) ?? this.#begin(key);
    const bytes = packet.subarray(start, end);
    if (offset + bytes.length > longest || partial.parts.length === mostParts) {
      this.#partial.delete(key);
      return undefined;
    }
    partial.parts.push({ start: offset, bytes });
    if ((field & 0x2000) === 0) {
      partial.length = offset + bytes.length;
    }
    const whole = assemble(partial);
    if (whole !== undefined) {
      this.#partial.delete(key);
    }
    return whole;
  }

  #begin(key: string): Partial {
    const [oldest] = this.#partial.keys();
    if (this.#partial.size >= mostPartial && oldest !== undefined) {
      this.#partial.delete(oldest);
    }
    const begun: Partial = { parts: [], length: undefined };
    this.#partial.set(key, begun);
    return begun;
  }
}

function assemble({ parts, length }: Partial): Buffer | undefined {
  if (length === undefined) {
    return undefined;
  }
  const whole = Buffer.alloc(length);
  let filled = 0;
  for (const { start, bytes } of parts.sort((one, other) => one.start - other.start)) {
    if (start > filled) {
      return undefined;
    }
    // Of one that lies behind the end, as another sender's may, nothing counts.
    whole.set(bytes.subarray(0, Math.max(0, length - start)), Math.min(start, length));
    filled = Math.max(filled, start + bytes.length);
  }
  return filled >= length ? whole : undefined;
}
