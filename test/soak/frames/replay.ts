import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { oddEthernet } from "./ethernet.ts";
import { stranger, types } from "./headers.ts";

const sourceAt = 6;
const typeAt = 12;

/** What an honest station sent before, once more: as it was, cut off, longer, or with a byte changed so that its checksum is wrong. */
export function replayed(dice: Dice, target: Target): Buffer {
  // ARP with a byte changed would be the truth about the honest station's address.
  const frames = target.recorded.filter((frame) => frame.readUInt16BE(typeAt) === types.ipv4);
  const [first] = frames;
  if (first === undefined) {
    return oddEthernet(dice, target);
  }
  const frame = Buffer.from(dice.pick([first, ...frames]));
  // With the honest station's own, the switch would send what is for that station elsewhere.
  frame.set(stranger(dice).mac, sourceAt);
  switch (dice.number(0, 3)) {
    case 0:
      return frame.subarray(0, dice.number(typeAt + 2, frame.length));
    case 1:
      return Buffer.concat([frame, dice.bytes(dice.number(1, 60))]);
    case 2: {
      const at = dice.number(typeAt + 2, frame.length - 1);
      frame.writeUInt8(frame.readUInt8(at) ^ dice.number(1, 0xff), at);
      return frame;
    }
    default:
      return frame;
  }
}
