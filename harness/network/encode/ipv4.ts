import { ethertypes } from "../ethertypes.ts";
import { ethernetHeader } from "../frame.ts";
import { lengthSize } from "../packet.ts";
import { foldSum, partialSum } from "./checksum.ts";

/** Where the IPv4 header is in a packet. */
export const ipv4At = lengthSize + ethernetHeader;

/** What a packet of IPv4 is made with. Addresses are 32-bit numbers. */
export interface IPv4Head {
  readonly protocol: number;
  readonly source: number;
  readonly destination: number;
  /** Bytes that it carries. */
  readonly length: number;
  /** Of its fragments; without it, it is not to be fragmented and needs none (RFC 6864). */
  readonly identification?: number;
  /** The header's flags and offset. Default: not to be fragmented. */
  readonly fragment?: number;
}

/** A packet with an IPv4 header, and room for what it carries behind that. The MAC addresses are left out. */
export function ipv4Packet({
  protocol,
  source,
  destination,
  length,
  identification = 0,
  fragment = 0x4000,
}: IPv4Head): Buffer {
  const packet = Buffer.allocUnsafe(ipv4At + 20 + length);
  packet.writeUInt32BE(ethernetHeader + 20 + length, 0);
  packet.writeUInt16BE(ethertypes.ipv4, lengthSize + 12);
  packet.writeUInt16BE(0x4500, ipv4At);
  packet.writeUInt16BE(20 + length, ipv4At + 2);
  packet.writeUInt16BE(identification, ipv4At + 4);
  packet.writeUInt16BE(fragment, ipv4At + 6);
  packet.writeUInt16BE((64 << 8) | protocol, ipv4At + 8);
  packet.writeUInt16BE(0, ipv4At + 10);
  packet.writeUInt32BE(source, ipv4At + 12);
  packet.writeUInt32BE(destination, ipv4At + 16);
  packet.writeUInt16BE(foldSum(partialSum(packet, ipv4At, ipv4At + 20)), ipv4At + 10);
  return packet;
}
