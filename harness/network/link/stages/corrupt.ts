import { ethernetHeader } from "../../frame.ts";
import { lengthSize } from "../../packet.ts";
import type { Stage, StageContext } from "./stage.ts";

const firstByte = lengthSize + ethernetHeader;

/** Spares the Ethernet header, so that the frame arrives, and the checksums above it have something to find. */
export function corrupt(probability: number, { random, note }: StageContext): Stage {
  return (packet, next) => {
    if (random() < probability && packet.length > firstByte) {
      const bit = Math.floor(random() * (packet.length - firstByte) * 8);
      const at = firstByte + (bit >> 3);
      packet.writeUInt8(packet.readUInt8(at) ^ (1 << (bit & 7)), at);
      note("corrupted");
    }
    next(packet);
  };
}
