import { lengthSize } from "../../packet.ts";
import { DelayLine } from "./delay-line.ts";
import type { Stage, StageContext } from "./stage.ts";

/** A packet leaves when its last bit has been sent. */
export function rate(bitsPerSecond: number, { clock, note }: StageContext): Stage {
  const line = new DelayLine(clock);
  let free = 0;
  return (packet, next) => {
    if (line.isFull) {
      note("overflowed");
      return;
    }
    const milliseconds = ((packet.length - lengthSize) * 8 * 1000) / bitsPerSecond;
    free = Math.max(free, clock.now()) + milliseconds;
    line.push(free, packet, next);
  };
}
