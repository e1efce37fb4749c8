import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { protocols, stranger, toDevice, uint16, withChecksum } from "./headers.ts";

/** A UDP datagram; its length and checksum can be told to lie. */
export function udpMessage(
  ends: { source: Uint8Array; destination: Uint8Array },
  ports: { from: number; to: number },
  payload: Uint8Array,
  { length = 8 + payload.length, checksumError = 0 } = {},
): Buffer {
  const message = Buffer.concat([uint16(ports.from), uint16(ports.to), uint16(length), uint16(0), payload]);
  return withChecksum(message, 6, { ...ends, protocol: protocols.udp }, checksumError);
}

/** Datagrams for open and closed ports, with lengths and checksums that are wrong. */
export function oddUdp(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const ends = { source: from.address, destination: target.address };
  const ports = { from: dice.pick([0, 7, 53, 67, dice.word()]), to: dice.pick([...target.ports, 0, 68, dice.word()]) };
  const payload = dice.bytes(dice.pick([0, 1, 12, dice.number(0, 200), 1472]));
  const lie = dice.pick([
    {},
    {},
    { checksumError: dice.number(1, 0xffff) },
    { length: dice.pick([0, 7, 8, 0xffff, dice.word()]) },
  ]);
  const message = udpMessage(ends, ports, payload, lie);
  const cut = dice.chance(0.1) ? message.subarray(0, dice.number(0, 8)) : message;
  return toDevice(target, from, { protocol: protocols.udp, payload: cut });
}
