import { parseIPv4 } from "../../../harness/base/address.ts";
import { checksum } from "../../../harness/network/encode/checksum.ts";
import { encodeEthernet } from "../../../harness/network/encode/ethernet.ts";

/** A stranger on the network, who is at no port of its switch. */
export const stranger = { mac: "02:00:00:00:00:77", address: "10.0.2.77" } as const;

/** What a segment of the stranger's says. */
export interface SegmentParts {
  readonly destination: { readonly mac: string; readonly address: string; readonly port: number };
  readonly port: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  /** As the header has them: 2 is SYN. */
  readonly flags: number;
  readonly payload?: Uint8Array;
}

/** An Ethernet frame with a TCP segment of the stranger's. */
export function strangeSegment({ destination, payload = Buffer.alloc(0), ...parts }: SegmentParts): Buffer {
  const tcp = Buffer.alloc(20 + payload.length);
  tcp.writeUInt16BE(parts.port, 0);
  tcp.writeUInt16BE(destination.port, 2);
  tcp.writeUInt32BE(parts.sequence, 4);
  tcp.writeUInt32BE(parts.acknowledgement, 8);
  tcp.writeUInt16BE((5 << 12) | parts.flags, 12);
  tcp.writeUInt16BE(8_192, 14);
  tcp.set(payload, 20);
  const ip = Buffer.alloc(20);
  ip.writeUInt16BE(0x4500, 0);
  ip.writeUInt16BE(ip.length + tcp.length, 2);
  ip.writeUInt8(64, 8);
  ip.writeUInt8(6, 9);
  ip.set(parseIPv4(stranger.address), 12);
  ip.set(parseIPv4(destination.address), 16);
  ip.writeUInt16BE(checksum(ip), 10);
  const pseudo = Buffer.from([0, 6, tcp.length >> 8, tcp.length & 0xff]);
  tcp.writeUInt16BE(checksum(ip.subarray(12, 20), pseudo, tcp), 16);
  return frame(destination.mac, 0x0800, Buffer.concat([ip, tcp]));
}

/** The stranger's question for an address: whoever is asked knows the stranger's from then on. */
export function strangeQuestion(address: string): Buffer {
  const mac = stranger.mac.replaceAll(":", "");
  const head = Buffer.from(`0001080006040001${mac}`, "hex");
  return frame(
    "ff:ff:ff:ff:ff:ff",
    0x0806,
    Buffer.concat([head, parseIPv4(stranger.address), Buffer.alloc(6), parseIPv4(address)]),
  );
}

function frame(destination: string, ethertype: number, payload: Uint8Array): Buffer {
  return encodeEthernet({ source: stranger.mac, destination, ethertype, payload });
}
