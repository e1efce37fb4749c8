import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { protocols, stranger, toDevice, uint16, uint32, withChecksum } from "./headers.ts";

const bits = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 } as const;

interface SegmentFields {
  readonly from: number;
  readonly to: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
  readonly options?: Uint8Array;
  readonly data?: Uint8Array;
  /** In words of four bytes. */
  readonly dataOffset?: number;
  readonly urgent?: number;
  readonly checksumError?: number;
}

function segment(ends: { source: Uint8Array; destination: Uint8Array }, fields: SegmentFields): Buffer {
  const { options = new Uint8Array(), data = new Uint8Array() } = fields;
  const header = Buffer.concat([
    uint16(fields.from),
    uint16(fields.to),
    uint32(fields.sequence),
    uint32(fields.acknowledgement),
    Buffer.from([((fields.dataOffset ?? 5 + (options.length >> 2)) & 0xf) << 4, fields.flags]),
    uint16(fields.window),
    uint16(0),
    uint16(fields.urgent ?? 0),
  ]);
  const message = Buffer.concat([header, options, data]);
  return withChecksum(message, 16, { ...ends, protocol: protocols.tcp }, fields.checksumError);
}

/** Segments of no connection: any flags, offsets, options, and checksums that are wrong. */
export function oddTcp(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const ends = { source: from.address, destination: target.address };
  const lie = dice.pick([
    {},
    {},
    { dataOffset: dice.number(0, 15) },
    { options: tcpOptions(dice) },
    { options: tcpOptions(dice), dataOffset: dice.number(0, 15) },
    { urgent: dice.word(), flags: dice.byte() | bits.urg },
    { checksumError: dice.number(1, 0xffff) },
  ]);
  const payload = segment(ends, {
    from: dice.number(1024, 1100),
    to: dice.pick([...target.ports, dice.word()]),
    sequence: dice.long(),
    acknowledgement: dice.long(),
    flags: dice.byte(),
    window: dice.pick([0, 1, 0xffff, dice.word()]),
    data: dice.bytes(dice.pick([0, 0, 1, dice.number(0, 100), 1460])),
    ...lie,
  });
  const cut = dice.chance(0.05) ? payload.subarray(0, dice.number(0, 20)) : payload;
  return toDevice(target, from, { protocol: protocols.tcp, payload: cut });
}

/** One of many that ask for a connection and never answer. */
export function halfOpen(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const payload = segment(
    { source: from.address, destination: target.address },
    {
      from: dice.word(),
      to: target.ports[0],
      sequence: dice.long(),
      acknowledgement: 0,
      flags: bits.syn,
      window: 0xffff,
      options: dice.chance(0.5) ? Buffer.from([2, 4, 0x05, 0xb4]) : new Uint8Array(),
    },
  );
  return toDevice(target, from, { protocol: protocols.tcp, payload });
}

/**
 * Segments with the ends of an established connection, from a sender that does not know its numbers, or nearly: resets and SYNs
 * within the window that are not at its beginning (RFC 5961), acknowledgements of bytes never sent, data far outside. A segment that
 * a receiver has to take is not among them.
 */
export function intruding(dice: Dice, target: Target): Buffer {
  const [first] = target.conversations;
  const ends = { source: target.peer, destination: target.address };
  const from = { ...stranger(dice), address: target.peer };
  const spied = first === undefined ? undefined : dice.pick([first, ...target.conversations]);
  const common = { from: spied?.localPort ?? dice.word(), to: target.ports[0], window: 0xffff };
  const { sent, expected } = spied ?? { sent: dice.long(), expected: dice.long() };
  // What is honest moves on by multiples of four, so that none of these is where the window begins once they arrive.
  const near = (sent + 4 * dice.number(0, 80) + dice.number(1, 3)) >>> 0;
  const far = (sent + 0x4000_0000 + dice.number(0, 0x7000_0000)) >>> 0;
  const beyond = (expected + 0x1000_0000 + dice.number(0, 0x3000_0000)) >>> 0;
  const fields = dice.pick([
    { sequence: near, acknowledgement: expected, flags: bits.rst },
    { sequence: near, acknowledgement: expected, flags: bits.rst | bits.ack },
    { sequence: far, acknowledgement: dice.long(), flags: dice.byte(), data: dice.bytes(dice.number(0, 100)) },
    { sequence: near, acknowledgement: expected, flags: bits.syn },
    { sequence: far, acknowledgement: 0, flags: bits.syn },
    { sequence: sent, acknowledgement: beyond, flags: bits.ack },
    { sequence: (sent - 1) >>> 0, acknowledgement: expected, flags: bits.ack },
    { sequence: near, acknowledgement: expected, flags: 0, data: dice.bytes(8) },
  ]);
  return toDevice(target, from, { protocol: protocols.tcp, payload: segment(ends, { ...common, ...fields }) });
}

/** Options of TCP (RFC 9293): lengths of 0 or beyond the header, sizes of 0, and what is not for a segment. */
function tcpOptions(dice: Dice): Buffer {
  const one = () =>
    dice.pick([
      [2, 4, 0, 0],
      [2, 4, 0, 1],
      [2, 0, 0, 0],
      [2, 40, 0xff, 0xff],
      [3, 3, 255, 1],
      [4, 2, 1, 1],
      [5, 10, dice.byte(), dice.byte()],
      [8, 10, dice.byte(), dice.byte()],
      [1, 1, 1, 0],
      [dice.byte(), dice.byte(), dice.byte(), dice.byte()],
    ]);
  return Buffer.from(Array.from({ length: dice.number(1, 10) }, one).flat());
}
