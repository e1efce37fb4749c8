import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { ethernet, ipv6, protocols, stranger, toDevice, types, uint16, uint32 } from "./headers.ts";

const moreFragments = 0x2000;

/**
 * Fragments of IPv4 of few senders and few numbers, so that they meet: they overlap, leave holes, end beyond 64 KiB, are too short for a
 * header, or never end.
 */
export function oddFragments(dice: Dice, target: Target): Buffer {
  const address = Uint8Array.from([10, 0, 2, 130 + dice.number(0, 1)]);
  const from = { ...stranger(dice), address };
  const offset = dice.pick([0, 0, 1, 1, 2, 3, dice.number(0, 200), 8_189, 0x1fff]);
  const length = dice.pick([0, 8, 8, 16, 24, dice.number(0, 64), dice.number(0, 1480)]);
  return toDevice(target, from, {
    protocol: dice.pick([protocols.udp, protocols.tcp, protocols.icmp]),
    identification: dice.number(0, 7),
    fragment: offset | (dice.chance(0.7) ? moreFragments : 0),
    payload: dice.bytes(length),
  });
}

/** The same of IPv6. */
export function oddFragments6(dice: Dice, target: Target): Buffer {
  const from = stranger(dice);
  const source = Uint8Array.from([...from.address6.subarray(0, 15), dice.number(0, 1)]);
  const offset = dice.pick([0, 0, 1, 2, dice.number(0, 200), 0x1fff]);
  const header = Buffer.concat([
    Buffer.from([dice.pick([protocols.udp, protocols.tcp, protocols.icmpv6, 0, 43, 44, 60, 59]), 0]),
    uint16((offset << 3) | (dice.chance(0.7) ? 1 : 0)),
    uint32(dice.number(0, 7)),
  ]);
  const payload = Buffer.concat([header, dice.bytes(dice.pick([0, 7, 8, 16, dice.number(0, 1400)]))]);
  return ethernet(target.mac, from.mac, types.ipv6, ipv6({ source, destination: target.address6, next: 44, payload }));
}
