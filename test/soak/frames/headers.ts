/** Headers, each field of which can be told to lie. What is not told is right. */
import { foldSum, partialSum } from "../../../harness/network/encode/checksum.ts";
import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";

export const types = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd } as const;
export const protocols = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

/** A sender that is nobody here. Its addresses are never those of an honest station. */
export interface Stranger {
  readonly mac: Uint8Array;
  readonly address: Uint8Array;
  readonly address6: Uint8Array;
}

/** One of 200 addresses of the subnet, or one from beyond it. */
export function stranger(dice: Dice): Stranger {
  const number = dice.number(130, 250);
  const mac = Uint8Array.from([0x02, 0xba, 0xd0, 0, 0, number]);
  const address = dice.chance(0.3)
    ? Uint8Array.from([203, 0, 113, dice.number(1, 254)])
    : Uint8Array.from([10, 0, 2, number]);
  return { mac, address, address6: Uint8Array.from([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0xba, 0xd0, 0, 0, 0, 0, number]) };
}

export function ethernet(destination: Uint8Array, source: Uint8Array, type: number, payload: Uint8Array): Buffer {
  return Buffer.concat([destination, source, uint16(type), payload]);
}

export interface IPv4Fields {
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly protocol: number;
  readonly payload: Uint8Array;
  readonly options?: Uint8Array;
  readonly version?: number;
  /** In words of four bytes. */
  readonly headerLength?: number;
  readonly totalLength?: number;
  readonly identification?: number;
  /** Flags and offset. */
  readonly fragment?: number;
  readonly ttl?: number;
  /** Added to the right checksum. */
  readonly checksumError?: number;
}

export function ipv4(fields: IPv4Fields): Buffer {
  const { options = new Uint8Array(), payload } = fields;
  const size = 20 + options.length;
  const header = Buffer.alloc(size);
  header.writeUInt8(((fields.version ?? 4) << 4) | ((fields.headerLength ?? size >> 2) & 0xf), 0);
  header.writeUInt16BE((fields.totalLength ?? size + payload.length) & 0xffff, 2);
  header.writeUInt16BE(fields.identification ?? 0, 4);
  header.writeUInt16BE(fields.fragment ?? 0, 6);
  header.writeUInt8(fields.ttl ?? 64, 8);
  header.writeUInt8(fields.protocol, 9);
  header.set(fields.source, 12);
  header.set(fields.destination, 16);
  header.set(options, 20);
  header.writeUInt16BE((foldSum(partialSum(header, 0, size)) + (fields.checksumError ?? 0)) & 0xffff, 10);
  return Buffer.concat([header, payload]);
}

export interface IPv6Fields {
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
  readonly next: number;
  readonly payload: Uint8Array;
  readonly version?: number;
  readonly payloadLength?: number;
  readonly hopLimit?: number;
}

export function ipv6(fields: IPv6Fields): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt8((fields.version ?? 6) << 4, 0);
  header.writeUInt16BE((fields.payloadLength ?? fields.payload.length) & 0xffff, 4);
  header.writeUInt8(fields.next, 6);
  header.writeUInt8(fields.hopLimit ?? 255, 7);
  header.set(fields.source, 8);
  header.set(fields.destination, 24);
  return Buffer.concat([header, fields.payload]);
}

/** The checksum of what a packet carries, with the pseudo header of either IP. */
export function transportChecksum(
  source: Uint8Array,
  destination: Uint8Array,
  protocol: number,
  bytes: Uint8Array,
): number {
  const addresses = partialSum(destination, 0, destination.length, partialSum(source, 0, source.length));
  return foldSum(partialSum(bytes, 0, bytes.length, addresses + protocol + bytes.length));
}

/** Writes the checksum at an offset of a message, which is 0 there, and an error on it. */
export function withChecksum(
  message: Buffer,
  offset: number,
  ends: { source: Uint8Array; destination: Uint8Array; protocol: number },
  error = 0,
): Buffer {
  if (message.length >= offset + 2) {
    const right = transportChecksum(ends.source, ends.destination, ends.protocol, message);
    message.writeUInt16BE((right + error) & 0xffff, offset);
  }
  return message;
}

type Addresses = "source" | "destination";

/** A frame from a stranger to the device with a packet of IPv4. */
export function toDevice(
  target: Target,
  from: Stranger,
  fields: Omit<IPv4Fields, Addresses> & Partial<Pick<IPv4Fields, Addresses>>,
): Buffer {
  return ethernet(
    target.mac,
    from.mac,
    types.ipv4,
    ipv4({ source: from.address, destination: target.address, ...fields }),
  );
}

export function uint16(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number & 0xffff);
  return bytes;
}

export function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number >>> 0);
  return bytes;
}
