import { protocols } from "./decode/ipv4.ts";
import { ethertypes } from "./ethertypes.ts";
import { lengthSize } from "./packet.ts";

/** The part of a TCP connection that a packet carries. */
export interface Segment {
  /** The sender's address, and both ports. */
  readonly address: number;
  readonly ports: number;
  /** The sequence number behind its last byte. */
  readonly end: number;
}

const at = { type: lengthSize + 12, ip: lengthSize + 14 } as const;
const flags = { fin: 1, syn: 2, ack: 16 } as const;

/** What a packet carries that its receiver will acknowledge; undefined where it is no TCP, or has nothing but an acknowledgement. */
export function segment(packet: Buffer): Segment | undefined {
  const tcp = tcpAt(packet);
  if (tcp === undefined) {
    return undefined;
  }
  const header = packet.readUInt8(tcp + 12) >> 4;
  const set = packet.readUInt8(tcp + 13);
  const payload = at.ip + packet.readUInt16BE(at.ip + 2) - tcp - header * 4;
  const length = payload + ((set & flags.syn) === 0 ? 0 : 1) + ((set & flags.fin) === 0 ? 0 : 1);
  return length <= 0
    ? undefined
    : {
        address: packet.readUInt32BE(at.ip + 12),
        ports: packet.readUInt32BE(tcp),
        end: (packet.readUInt32BE(tcp + 4) + length) >>> 0,
      };
}

/** What a packet acknowledges. */
export interface Acknowledgement {
  /** The connection, as {@link connectionOf} has it for what went the other way. */
  readonly connection: string;
  /** Whether it acknowledges a segment that went the other way. */
  covers(sent: Segment): boolean;
}

/** What a packet acknowledges that went the other way; undefined where that is nothing. */
export function acknowledgement(packet: Buffer): Acknowledgement | undefined {
  const tcp = tcpAt(packet);
  if (tcp === undefined || (packet.readUInt8(tcp + 13) & flags.ack) === 0) {
    return undefined;
  }
  const address = packet.readUInt32BE(at.ip + 16);
  const ports = packet.readUInt16BE(tcp + 2) * 0x10000 + packet.readUInt16BE(tcp);
  const number = packet.readUInt32BE(tcp + 8);
  // Sequence numbers wrap around: what lies less than half of them behind is acknowledged.
  return {
    connection: connectionOf({ address, ports }),
    covers: (sent) => sent.address === address && sent.ports === ports && ((number - sent.end) | 0) >= 0,
  };
}

/** The connection of a segment, as a key. */
export function connectionOf({ address, ports }: Pick<Segment, "address" | "ports">): string {
  return `${address}:${ports}`;
}

/** Whether an acknowledgement of one segment acknowledges the other too. */
export function covers(later: Segment, earlier: Segment): boolean {
  return later.address === earlier.address && later.ports === earlier.ports && ((later.end - earlier.end) | 0) >= 0;
}

/** Where the TCP header is, in an IPv4 packet that has a whole one and is no later fragment. */
function tcpAt(packet: Buffer): number | undefined {
  if (packet.length < at.ip + 40 || packet.readUInt16BE(at.type) !== ethertypes.ipv4) {
    return undefined;
  }
  if (packet.readUInt8(at.ip + 9) !== protocols.tcp || (packet.readUInt16BE(at.ip + 6) & 0x1fff) !== 0) {
    return undefined;
  }
  const tcp = at.ip + (packet.readUInt8(at.ip) & 0x0f) * 4;
  return tcp + 20 <= packet.length ? tcp : undefined;
}
