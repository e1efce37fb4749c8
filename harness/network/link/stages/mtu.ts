import { ethernetHeader } from "../../frame.ts";
import { lengthSize } from "../../packet.ts";
import type { Stage, StageContext } from "./stage.ts";

export function mtu(bytes: number, { note }: StageContext): Stage {
  const longest = lengthSize + ethernetHeader + bytes;
  return (packet, next) => {
    if (packet.length > longest) {
      note("oversize");
    } else {
      next(packet);
    }
  };
}
