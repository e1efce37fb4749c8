import { foldSum, partialSum } from "../../../harness/network/encode/checksum.ts";
import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { ipv4, protocols, stranger, toDevice, uint16, uint32 } from "./headers.ts";

const unreachable = 3;

function message(type: number, code: number, rest: number, body: Uint8Array, checksumError = 0): Buffer {
  const bytes = Buffer.concat([Buffer.from([type, code, 0, 0]), uint32(rest), body]);
  bytes.writeUInt16BE((foldSum(partialSum(bytes, 0, bytes.length)) + checksumError) & 0xffff, 2);
  return bytes;
}

/** Messages of every kind: pings of all lengths, redirects, time stamps, errors about nothing. */
export function oddIcmp(dice: Dice, target: Target): Buffer {
  const type = dice.pick([8, 8, 0, 3, 4, 5, 11, 12, 13, 17, dice.byte()]);
  const body = dice.bytes(dice.pick([0, 4, 20, 28, dice.number(0, 1472)]));
  const bytes = message(type, dice.pick([0, 1, 4, dice.byte()]), dice.long(), body, dice.chance(0.1) ? 1 : 0);
  const cut = dice.chance(0.1) ? bytes.subarray(0, dice.number(0, 8)) : bytes;
  return toDevice(target, stranger(dice), { protocol: protocols.icmp, payload: cut });
}

/** Errors about an established connection, by a sender that guesses its numbers: RFC 5927 has it ignore them. */
export function lyingErrors(dice: Dice, target: Target): Buffer {
  const [first] = target.conversations;
  const spied = first === undefined ? undefined : dice.pick([first, ...target.conversations]);
  const header = Buffer.concat([
    uint16(target.ports[0]),
    uint16(spied?.localPort ?? dice.word()),
    uint32(dice.chance(0.3) ? (spied?.expected ?? 0) : dice.long()),
    dice.bytes(dice.pick([0, 0, 12])),
  ]);
  const quoted = ipv4({
    source: target.address,
    destination: target.peer,
    protocol: protocols.tcp,
    payload: dice.chance(0.9) ? header : header.subarray(0, dice.number(0, 8)),
    ...(dice.chance(0.1) && { headerLength: dice.number(0, 15) }),
  });
  const mtu = dice.pick([0, 1, 68, 296, 0xffff]);
  const bytes = message(dice.pick([unreachable, unreachable, 4, 5, 11, 12]), dice.number(0, 15), mtu, quoted);
  return toDevice(target, stranger(dice), { protocol: protocols.icmp, payload: bytes });
}
