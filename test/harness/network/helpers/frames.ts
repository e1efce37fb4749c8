import { parseIPv4, parseMac } from "../../../../harness/base/address.ts";

/** Frames, written by hand. */
export function ethernet(destination: string, source: string, ethertype: number, payload: Uint8Array): Buffer {
  return Buffer.concat([parseMac(destination), parseMac(source), uint16(ethertype), payload]);
}

export function arpPacket(
  operation: number,
  senderMac: string,
  sender: string,
  targetMac: string,
  target: string,
): Buffer {
  const head = Buffer.concat([uint16(1), uint16(0x0800), Buffer.from([6, 4]), uint16(operation)]);
  return Buffer.concat([head, parseMac(senderMac), parseIPv4(sender), parseMac(targetMac), parseIPv4(target)]);
}

export function ipv4(source: string, destination: string, protocol: number, payload: Uint8Array): Buffer {
  const header = Buffer.concat([
    Buffer.from([0x45, 0]),
    uint16(20 + payload.length),
    Buffer.from([0, 1, 0, 0, 64, protocol, 0, 0]),
    parseIPv4(source),
    parseIPv4(destination),
  ]);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, payload]);
}

/** Without a checksum, which UDP allows over IPv4. */
export function udp(ports: { from: number; to: number }, payload: Uint8Array): Buffer {
  return Buffer.concat([uint16(ports.from), uint16(ports.to), uint16(8 + payload.length), uint16(0), payload]);
}

export function icmpEcho(identifier: number, payload: Uint8Array): Buffer {
  const message = Buffer.concat([Buffer.from([8, 0, 0, 0]), uint16(identifier), uint16(1), payload]);
  message.writeUInt16BE(checksum(message), 2);
  return message;
}

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const [index, byte] of bytes.entries()) {
    sum += index % 2 === 0 ? byte << 8 : byte;
  }
  while (sum > 0xffff) {
    sum = (sum & 0xffff) + (sum >>> 16);
  }
  return ~sum & 0xffff;
}

function uint16(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number);
  return bytes;
}
