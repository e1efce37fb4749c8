import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { ethernet, stranger, types, uint16 } from "./headers.ts";

const everybody = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
const nothing = new Uint8Array(4);

/**
 * ARP that nobody asked for, of wrong kinds and lengths, in the device's own name, and from more neighbours than its table holds. None is
 * in the name of an honest station: ARP has no defence against that.
 */
export function oddArp(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const inside = Uint8Array.from([10, 0, 2, dice.number(130, 250)]);
  const sender = dice.pick([inside, inside, inside, from.address, target.address, nothing, everybody.subarray(0, 4)]);
  const senderMac = dice.pick([from.mac, from.mac, from.mac, everybody, new Uint8Array(6), target.mac]);
  const asked = dice.pick([target.address, target.address, sender, nothing, inside, dice.bytes(4)]);
  const isRight = dice.chance(0.5);
  const head = Buffer.concat([
    uint16(isRight ? 1 : dice.pick([0, 6, dice.word()])),
    uint16(isRight ? types.ipv4 : dice.pick([types.ipv6, 0, dice.word()])),
    Buffer.from(isRight ? [6, 4] : [dice.pick([0, 6, 8, 255]), dice.pick([0, 4, 16, 255])]),
    uint16(dice.pick([1, 1, 2, 2, 0, 3, 8, dice.word()])),
  ]);
  const packet = Buffer.concat([head, senderMac, sender, dice.chance(0.5) ? target.mac : new Uint8Array(6), asked]);
  const cut = dice.chance(0.1) ? packet.subarray(0, dice.number(0, packet.length)) : packet;
  return ethernet(dice.chance(0.5) ? everybody : target.mac, from.mac, types.arp, cut);
}
