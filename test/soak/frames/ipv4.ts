import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { protocols, stranger, toDevice } from "./headers.ts";
import { udpMessage } from "./udp.ts";

const anyProtocol = [protocols.icmp, protocols.tcp, protocols.udp, 2, 41, 47, 50, 89, 132, 255, 0] as const;

/** Packets of IPv4 whose header lies: version, lengths, checksum, addresses, options. */
export function oddIPv4(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const payload = dice.bytes(dice.pick([0, 1, 8, 20, dice.number(0, 200), dice.number(0, 1400)]));
  const right = { protocol: dice.pick(anyProtocol), payload };
  const lies = [
    { version: dice.number(0, 15) },
    { headerLength: dice.number(0, 15) },
    { totalLength: dice.pick([0, 19, 20, 21, 0xffff, dice.word()]) },
    { ttl: 0 },
    { checksumError: dice.number(1, 0xffff) },
    { fragment: 0x8000 },
    { options: options(dice) },
    { options: options(dice), headerLength: dice.number(5, 15) },
    {},
  ] as const;
  return toDevice(target, from, { ...right, ...dice.pick(lies) });
}

/** Packets from and to addresses that cannot be. */
export function oddAddresses(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const impossible = [
    [127, 0, 0, 1],
    [0, 0, 0, 0],
    [255, 255, 255, 255],
    [224, 0, 0, 1],
    [240, 0, 0, 1],
    [10, 0, 2, 255],
    [10, 0, 2, 0],
    [...target.address],
  ] as const;
  const source = dice.chance(0.7) ? Uint8Array.from(dice.pick(impossible)) : from.address;
  const destination = dice.chance(0.5) ? Uint8Array.from(dice.pick(impossible)) : target.address;
  const ports = { from: dice.pick([7, 9, 53, dice.word()]), to: dice.pick(target.ports) };
  const payload = udpMessage({ source, destination }, ports, dice.bytes(dice.number(0, 40)));
  return toDevice(target, from, { source, destination, protocol: protocols.udp, payload });
}

/** Options of IPv4 (RFC 791): known ones of wrong lengths, none that end, source routes. */
function options(dice: Dice): Buffer {
  const kinds = [0, 1, 7, 68, 130, 131, 136, 137, 148, dice.byte()] as const;
  const parts = Array.from({ length: dice.number(1, 10) }, () =>
    Buffer.from([dice.pick(kinds), dice.pick([0, 1, 2, 3, 4, 8, 40, 255]), dice.byte(), dice.byte()]),
  );
  return Buffer.concat(parts);
}
