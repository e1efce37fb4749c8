/**
 * Blocks of a pcapng file (draft-ietf-opsawg-pcapng), little-endian. Wireshark, tshark and tcpdump read them.
 */

import { parseIPv4, parseMac } from "../../base/address.ts";

const types = { section: 0x0a0d0d0a, interface: 1, packet: 6 } as const;
const options = { end: 0, comment: 1, application: 4, packetFlags: 2 } as const;
const interfaceOptions = { name: 2, description: 3, ipv4: 4, mac: 6, timeResolution: 9 } as const;
const longestOption = 0xffff;
const linktypeEthernet = 1;
/** Timestamps count nanoseconds. */
const nanoseconds = 9;

/** Which way a packet passed the interface; the values are the format's. */
export const directions = { inbound: 1, outbound: 2 } as const;

/** The first block of a file. */
export function sectionHeader(application: string, comment?: string): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(0x1a2b3c4d, 0);
  body.writeUInt16LE(1, 4);
  // The section's length is not known while it is written.
  body.writeBigInt64LE(-1n, 8);
  return block(types.section, body, [
    option(options.application, Buffer.from(application)),
    ...(comment === undefined ? [] : [option(options.comment, Buffer.from(comment))]),
  ]);
}

/** A port of the network. */
export interface Interface {
  readonly name: string;
  /** For a person. */
  readonly description?: string | undefined;
  /** Its IPv4 address. */
  readonly address?: string | undefined;
  readonly netmask?: string | undefined;
  readonly mac?: string | undefined;
}

/** Describes an interface; packets name it by its place among these. */
export function interfaceDescription({ name, description, address, netmask, mac }: Interface): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(linktypeEthernet, 0);
  return block(types.interface, body, [
    option(interfaceOptions.name, Buffer.from(name)),
    ...(description === undefined ? [] : [option(interfaceOptions.description, Buffer.from(description))]),
    ...(address === undefined || netmask === undefined
      ? []
      : [option(interfaceOptions.ipv4, Buffer.concat([parseIPv4(address), parseIPv4(netmask)]))]),
    ...(mac === undefined ? [] : [option(interfaceOptions.mac, Buffer.from(parseMac(mac)))]),
    option(interfaceOptions.timeResolution, Buffer.from([nanoseconds])),
  ]);
}

export interface CapturedPacket {
  /** The place of its interface, from 0. */
  interface: number;
  /** Since 1970. */
  nanoseconds: bigint;
  direction: keyof typeof directions;
  frame: Uint8Array;
  comment?: string | undefined;
}

export function enhancedPacket({
  interface: index,
  nanoseconds: time,
  direction,
  frame,
  comment,
}: CapturedPacket): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32LE(index, 0);
  head.writeUInt32LE(Number(time >> 32n), 4);
  head.writeUInt32LE(Number(time & 0xffff_ffffn), 8);
  head.writeUInt32LE(frame.length, 12);
  head.writeUInt32LE(frame.length, 16);
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(directions[direction], 0);
  return block(types.packet, Buffer.concat([head, padded(frame)]), [
    option(options.packetFlags, flags),
    ...(comment === undefined ? [] : [option(options.comment, Buffer.from(comment))]),
  ]);
}

function block(type: number, body: Buffer, optionList: readonly Buffer[]): Buffer {
  const content = Buffer.concat([body, ...optionList, option(options.end, Buffer.alloc(0))]);
  const length = 12 + content.length;
  const whole = Buffer.alloc(length);
  whole.writeUInt32LE(type, 0);
  whole.writeUInt32LE(length, 4);
  whole.set(content, 8);
  whole.writeUInt32LE(length, length - 4);
  return whole;
}

/** What is longer than the format can say is cut off. */
function option(code: number, whole: Buffer): Buffer {
  const value = whole.subarray(0, longestOption);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

/** To a multiple of four bytes. */
function padded(bytes: Uint8Array): Buffer {
  const whole = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
  whole.set(bytes);
  return whole;
}
