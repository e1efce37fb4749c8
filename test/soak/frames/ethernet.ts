import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { ethernet, stranger, types } from "./headers.ts";

/** Frames whose type, length or receiver makes no sense. */
export function oddEthernet(dice: Dice, target: Target): Buffer {
  const { mac } = stranger(dice);
  const type = dice.pick([types.ipv4, types.arp, types.ipv6, 0x8100, 0x88a8, 0x88cc, 0x0000, 0x0600, dice.word()]);
  const destination = dice.pick([
    target.mac,
    target.mac,
    Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Uint8Array.from([0x33, 0x33, 0, 0, 0, 1]),
    Uint8Array.from([0x01, 0x00, 0x5e, 0, 0, 1]),
  ]);
  const length = dice.pick([0, 1, 19, 20, 39, 40, dice.number(0, 1500), 1501, dice.number(1500, 4000)]);
  return ethernet(destination, mac, type, dice.bytes(length));
}
