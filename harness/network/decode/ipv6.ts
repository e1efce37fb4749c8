import { formatIPv6 } from "../../base/address.ts";
import { view } from "./view.ts";

/** An IPv6 packet's header (RFC 8200). */
export interface IPv6 {
  readonly source: string;
  readonly destination: string;
  /** What the payload is, behind the extension headers: 6 TCP, 17 UDP, 58 ICMPv6. */
  readonly protocol: number;
  readonly hopLimit: number;
  /** In bytes; 0 in the first fragment and in what is not fragmented. */
  readonly fragmentOffset: number;
  readonly moreFragments: boolean;
  /** Without extension headers and Ethernet's padding. */
  readonly payload: Uint8Array;
}

const headerSize = 40;
/** Hop-by-hop options, routing, destination options: a length in units of eight bytes, without the first eight. */
const extensions: ReadonlySet<number> = new Set([0, 43, 60]);
const fragment = { header: 44, size: 8 } as const;

export function decodeIPv6(bytes: Uint8Array): IPv6 | undefined {
  if (bytes.length < headerSize) {
    return undefined;
  }
  const fields = view(bytes);
  const end = headerSize + fields.getUint16(4);
  if (fields.getUint8(0) >> 4 !== 6 || end > bytes.length) {
    return undefined;
  }
  const upper = skipExtensions(bytes.subarray(0, end), fields.getUint8(6));
  return (
    upper && {
      source: formatIPv6(bytes, 8),
      destination: formatIPv6(bytes, 24),
      hopLimit: fields.getUint8(7),
      ...upper,
    }
  );
}

type Upper = Pick<IPv6, "protocol" | "payload" | "fragmentOffset" | "moreFragments">;

function skipExtensions(bytes: Uint8Array, first: number): Upper | undefined {
  const fields = view(bytes);
  let [protocol, at, fragmentOffset, moreFragments] = [first, headerSize, 0, false];
  while (extensions.has(protocol) || protocol === fragment.header) {
    if (at + fragment.size > bytes.length) {
      return undefined;
    }
    let size: number = fragment.size;
    if (protocol === fragment.header) {
      const word = fields.getUint16(at + 2);
      [fragmentOffset, moreFragments] = [word & 0xfff8, (word & 1) !== 0];
    } else {
      size = (fields.getUint8(at + 1) + 1) * 8;
    }
    protocol = fields.getUint8(at);
    at += size;
  }
  return at > bytes.length ? undefined : { protocol, payload: bytes.subarray(at), fragmentOffset, moreFragments };
}
