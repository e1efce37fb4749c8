import { protocols } from "../decode/ipv4.ts";
import { foldSum, partialSum } from "../encode/checksum.ts";
import { ipv4At, ipv4Packet } from "../encode/ipv4.ts";

/** The bits of a segment's flags. */
export const flags = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

/** The most data of one segment: what Ethernet's 1,500 bytes leave beside both headers. */
export const longestData = 1460;

/** What a peer that names no size takes (RFC 9293, 3.7.1). */
export const defaultData = 536;

/** Both ends of a connection, as the sender of a segment sees them. Addresses are 32-bit numbers. */
export interface Ends {
  readonly localAddress: number;
  readonly localPort: number;
  readonly remoteAddress: number;
  readonly remotePort: number;
}

/** A TCP segment (RFC 9293), with what this TCP reads of the options. */
export interface Segment {
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
  /** The option of that name; undefined where there is none. */
  readonly mss: number | undefined;
  /** Shares the packet's memory. */
  readonly data: Buffer;
}

const at = { ip: ipv4At, tcp: ipv4At + 20 } as const;
const tcpHeader = 20;
const options = { end: 0, nothing: 1, mss: 2 } as const;

/**
 * Reads the segment of an IPv4 packet.
 *
 * @param start of the TCP header in the packet
 * @param end of the IPv4 packet
 * @returns undefined where it is cut off or its checksum is wrong
 */
export function readSegment(packet: Buffer, start: number, end: number): Segment | undefined {
  if (end - start < tcpHeader || !isIntact(packet, start, end)) {
    return undefined;
  }
  const dataAt = start + (packet.readUInt8(start + 12) >> 4) * 4;
  if (dataAt < start + tcpHeader || dataAt > end) {
    return undefined;
  }
  return {
    sequence: packet.readUInt32BE(start + 4),
    acknowledgement: packet.readUInt32BE(start + 8),
    flags: packet.readUInt8(start + 13),
    window: packet.readUInt16BE(start + 14),
    mss: readMss(packet, start + tcpHeader, dataAt),
    data: packet.subarray(dataAt, end),
  };
}

/** A packet with a segment; `mss` is told where it is given. The MAC addresses are left out. */
export function writeSegment(ends: Ends, segment: Segment): Buffer {
  const { mss, data } = segment;
  const header = tcpHeader + (mss === undefined ? 0 : 4);
  const { localAddress: source, remoteAddress: destination } = ends;
  const packet = ipv4Packet({ protocol: protocols.tcp, source, destination, length: header + data.length });
  packet.writeUInt16BE(ends.localPort, at.tcp);
  packet.writeUInt16BE(ends.remotePort, at.tcp + 2);
  packet.writeUInt32BE(segment.sequence, at.tcp + 4);
  packet.writeUInt32BE(segment.acknowledgement, at.tcp + 8);
  packet.writeUInt8((header / 4) << 4, at.tcp + 12);
  packet.writeUInt8(segment.flags, at.tcp + 13);
  packet.writeUInt16BE(segment.window, at.tcp + 14);
  packet.writeUInt32BE(0, at.tcp + 16);
  if (mss !== undefined) {
    packet.writeUInt32BE((options.mss << 24) | (4 << 16) | mss, at.tcp + tcpHeader);
  }
  packet.set(data, at.tcp + header);
  packet.writeUInt16BE(foldSum(sumOf(packet, at.tcp, packet.length)), at.tcp + 16);
  return packet;
}

function isIntact(packet: Buffer, start: number, end: number): boolean {
  return foldSum(sumOf(packet, start, end)) === 0;
}

/** The words of a segment and of its pseudo header, whose addresses are in the IPv4 header. */
function sumOf(packet: Buffer, start: number, end: number): number {
  return partialSum(packet, start, end, partialSum(packet, at.ip + 12, at.tcp, protocols.tcp + end - start));
}

function readMss(packet: Buffer, start: number, end: number): number | undefined {
  let place = start;
  while (place + 1 < end) {
    const kind = packet.readUInt8(place);
    const length = kind === options.nothing ? 1 : packet.readUInt8(place + 1);
    if (kind === options.end || length === 0) {
      return undefined;
    }
    if (kind === options.mss && length === 4 && place + 4 <= end) {
      return packet.readUInt16BE(place + 2);
    }
    place += length;
  }
  return undefined;
}
