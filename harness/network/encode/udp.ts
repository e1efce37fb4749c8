import { protocols } from "../decode/ipv4.ts";
import { foldSum, partialSum } from "./checksum.ts";
import { ipv4At, ipv4Packet } from "./ipv4.ts";

/** What a fragment carries at most: a whole number of 8 bytes, within Ethernet's 1,500 beside the header. */
const longestFragment = 1480;
const moreFragments = 0x2000;

/** A datagram. Addresses are 32-bit numbers. */
export interface Datagram {
  readonly source: number;
  readonly sourcePort: number;
  readonly destination: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

/** The packets of a datagram: several fragments where one frame does not hold it. The MAC addresses are left out. */
export function udpPackets(datagram: Datagram, identification: number): Buffer[] {
  const { source, destination } = datagram;
  const bytes = udpBytes(datagram);
  const packets: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += longestFragment) {
    const part = bytes.subarray(start, start + longestFragment);
    const isLast = start + part.length === bytes.length;
    const fragment = start / 8 + (isLast ? 0 : moreFragments);
    const head = { protocol: protocols.udp, source, destination, length: part.length };
    const packet = ipv4Packet(isLast && start === 0 ? head : { ...head, identification, fragment });
    packet.set(part, ipv4At + 20);
    packets.push(packet);
  }
  return packets;
}

/** With a checksum: Zephyr drops datagrams that have none. */
function udpBytes({ source, sourcePort, destination, destinationPort, payload }: Datagram): Buffer {
  const bytes = Buffer.allocUnsafe(8 + payload.length);
  bytes.writeUInt16BE(sourcePort, 0);
  bytes.writeUInt16BE(destinationPort, 2);
  bytes.writeUInt16BE(bytes.length, 4);
  bytes.writeUInt16BE(0, 6);
  bytes.set(payload, 8);
  const words = (number: number) => (number >>> 16) + (number & 0xffff);
  const pseudo = words(source) + words(destination) + protocols.udp + bytes.length;
  // 0 would say that there is none.
  bytes.writeUInt16BE(foldSum(partialSum(bytes, 0, bytes.length, pseudo)) || 0xffff, 6);
  return bytes;
}
