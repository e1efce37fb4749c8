import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { ethernet, ipv6, protocols, stranger, types, uint16, withChecksum } from "./headers.ts";
import { udpMessage } from "./udp.ts";

const allNodes = Uint8Array.from([0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
const loopback = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

/** Packets of IPv6 whose header lies, from and to addresses that cannot be, with chains of extension headers. */
export function oddIPv6(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const source = dice.pick([from.address6, from.address6, allNodes, loopback, new Uint8Array(16), target.address6]);
  const destination = dice.pick([target.address6, target.address6, allNodes, loopback, dice.bytes(16)]);
  const { next, payload } = dice.chance(0.6)
    ? extensions(dice, { source, destination })
    : { next: dice.byte(), payload: dice.bytes(dice.pick([0, 8, 40, dice.number(0, 1400)])) };
  const lie = dice.pick([
    {},
    {},
    { version: dice.number(0, 15) },
    { payloadLength: dice.pick([0, 1, 0xffff, dice.word()]) },
    { hopLimit: 0 },
  ]);
  return ethernet(target.mac, from.mac, types.ipv6, ipv6({ source, destination, next, payload, ...lie }));
}

/** Hop-by-hop and destination options, routing headers, in any order and number, before a datagram. */
function extensions(dice: Dice, ends: { source: Uint8Array; destination: Uint8Array }) {
  let next: number = protocols.udp;
  let payload = udpMessage(ends, { from: dice.word(), to: dice.pick([7, 9, dice.word()]) }, dice.bytes(8));
  for (let count = dice.number(0, 8); count > 0; count--) {
    const isRight = dice.chance(0.7);
    const words = isRight ? dice.number(0, 2) : dice.pick([0, 5, 255]);
    const body = isRight ? options(dice, 6 + 8 * words) : dice.bytes(6 + 8 * dice.number(0, 2));
    payload = Buffer.concat([Buffer.from([next, words]), body, payload]);
    next = dice.pick([0, 43, 60, 60, 51, 135]);
  }
  return { next, payload };
}

/** Options, some of which ask to be answered or dropped where they are not known (RFC 8200, 4.2). */
function options(dice: Dice, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 2 <= size; ) {
    const length = dice.pick([0, 1, 2, dice.byte()]);
    bytes.writeUInt8(dice.pick([0, 1, 5, 0x3e, 0x7e, 0xbe, 0xc2, 0xfe]), at);
    bytes.writeUInt8(length, at + 1);
    at += 2 + length;
  }
  return bytes;
}

/** Neighbour discovery and multicast listeners: advertisements nobody asked for, options of length 0, redirects, prefixes without number. */
export function oddDiscovery(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const destination = dice.pick([target.address6, allNodes]);
  const type = dice.pick([128, 129, 130, 131, 133, 134, 134, 135, 135, 136, 136, 137, 143, 1, 2, 3, 4, dice.byte()]);
  const about = dice.pick([target.address6, from.address6, new Uint8Array(16), allNodes, dice.bytes(16)]);
  const body = type === 134 ? advertisement(dice) : Buffer.concat([dice.bytes(4), about, ...discoveryOptions(dice)]);
  const bytes = Buffer.concat([Buffer.from([type, dice.chance(0.9) ? 0 : dice.byte(), 0, 0]), body]);
  const source = dice.pick([from.address6, from.address6, from.address6, new Uint8Array(16), target.address6]);
  const cut = dice.chance(0.1) ? bytes.subarray(0, dice.number(0, bytes.length)) : bytes;
  const ends = { source, destination, protocol: protocols.icmpv6 };
  const payload = withChecksum(Buffer.from(cut), 2, ends, dice.chance(0.05) ? 1 : 0);
  const hopLimit = dice.chance(0.9) ? 255 : dice.byte();
  return ethernet(
    target.mac,
    from.mac,
    types.ipv6,
    ipv6({ source, destination, next: protocols.icmpv6, payload, hopLimit }),
  );
}

/** A router's, with prefixes. It says that it is no default router, or is one of many. */
function advertisement(dice: Dice): Buffer {
  const head = Buffer.concat([
    Buffer.from([dice.byte(), dice.byte()]),
    uint16(dice.pick([0, 1, 0xffff])),
    dice.bytes(8),
  ]);
  return Buffer.concat([head, ...discoveryOptions(dice)]);
}

function discoveryOptions(dice: Dice): Buffer[] {
  return Array.from({ length: dice.number(0, 4) }, () => {
    const kind = dice.pick([1, 2, 3, 3, 4, 5, 24, 25, 31, dice.byte()]);
    const prefix = Buffer.concat([Buffer.from([dice.pick([64, 128, 0, 255]), dice.byte()]), dice.bytes(28)]);
    const body = kind === 3 ? prefix : dice.bytes(dice.pick([6, 6, 14, 30]));
    return Buffer.concat([Buffer.from([kind, dice.chance(0.8) ? (body.length + 2) >> 3 : dice.byte()]), body]);
  });
}
