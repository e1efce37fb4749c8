import type { Stage, StageContext } from "./stage.ts";

/** Packets that may be on their way at once: a bound on memory, not on what a cable holds. */
const capacity = 10_000;

export function latency(milliseconds: number, jitter: number, { random, line, clock, note }: StageContext): Stage {
  return (packet, next) => {
    const delay = Math.max(0, milliseconds + (jitter === 0 ? 0 : (2 * random() - 1) * jitter));
    if (line.length >= capacity) {
      note("overflowed");
    } else if (delay === 0 && line.length === 0) {
      next(packet);
    } else {
      line.push(clock.now() + delay, packet, next);
    }
  };
}
