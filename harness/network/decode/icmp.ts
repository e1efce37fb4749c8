import { view } from "./view.ts";

/** An ICMP message (RFC 792), or one of ICMPv6 (RFC 4443). */
export interface Icmp {
  /**
   * ICMP: 0 echo reply, 3 unreachable, 8 echo request. ICMPv6: 1 unreachable, 128 echo request, 129 echo reply, 133 to 136 router
   * and neighbour discovery.
   */
  readonly type: number;
  readonly code: number;
  /** What follows the checksum. */
  readonly payload: Uint8Array;
}

export function decodeIcmp(bytes: Uint8Array): Icmp | undefined {
  return bytes.length < 4
    ? undefined
    : { type: view(bytes).getUint8(0), code: view(bytes).getUint8(1), payload: bytes.subarray(4) };
}
