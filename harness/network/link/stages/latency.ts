import { DelayLine } from "./delay-line.ts";
import type { Stage, StageContext } from "./stage.ts";

export function latency(milliseconds: number, jitter: number, { random, clock, note }: StageContext): Stage {
  const line = new DelayLine(clock);
  return (packet, next) => {
    const delay = milliseconds + (jitter === 0 ? 0 : (2 * random() - 1) * jitter);
    if (line.isFull) {
      note("overflowed");
    } else {
      line.push(clock.now() + Math.max(0, delay), packet, next);
    }
  };
}
