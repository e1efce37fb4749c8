import { formatIPv4 } from "../../base/address.ts";
import { view } from "./view.ts";

/** The protocols over IP that are decoded here. */
export const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

/** An IPv4 packet's header (RFC 791), without its options. */
export interface IPv4 {
  readonly source: string;
  readonly destination: string;
  /** 1 ICMP, 6 TCP, 17 UDP. */
  readonly protocol: number;
  readonly ttl: number;
  readonly identification: number;
  /** In bytes; 0 in the first fragment and in what is not fragmented. */
  readonly fragmentOffset: number;
  readonly moreFragments: boolean;
  /** Without Ethernet's padding. */
  readonly payload: Uint8Array;
}

export function decodeIPv4(bytes: Uint8Array): IPv4 | undefined {
  if (bytes.length < 20) {
    return undefined;
  }
  const fields = view(bytes);
  const header = (fields.getUint8(0) & 0x0f) * 4;
  const length = fields.getUint16(2);
  if (fields.getUint8(0) >> 4 !== 4 || header < 20 || length < header || length > bytes.length) {
    return undefined;
  }
  const fragment = fields.getUint16(6);
  return {
    source: formatIPv4(bytes, 12),
    destination: formatIPv4(bytes, 16),
    protocol: fields.getUint8(9),
    ttl: fields.getUint8(8),
    identification: fields.getUint16(4),
    fragmentOffset: (fragment & 0x1fff) * 8,
    moreFragments: (fragment & 0x2000) !== 0,
    payload: bytes.subarray(header, length),
  };
}
