import { lengthSize } from "../../packet.ts";
import type { Stage, StageContext } from "./stage.ts";

/** What may wait for a link that is slower than what is sent over it. */
export interface Queue {
  readonly frames: number;
  readonly bytes: number;
}

/** A packet leaves when its last bit has been sent. The one that is being sent counts in the queue. */
export function rate(bitsPerSecond: number, queue: Queue, { line, clock, note }: StageContext): Stage {
  return (packet, next) => {
    const size = packet.length - lengthSize;
    const waiting = line.bytes - lengthSize * line.length;
    if (line.length >= queue.frames || (line.length > 0 && waiting + size > queue.bytes)) {
      note("overflowed");
      return;
    }
    const milliseconds = (size * 8 * 1000) / bitsPerSecond;
    if (milliseconds === 0 && line.length === 0) {
      next(packet);
      return;
    }
    line.push(Math.max(line.latest, clock.now()) + milliseconds, packet, next);
  };
}
