import type { Stage, StageContext } from "./stage.ts";

export function duplicate(probability: number, { random, note }: StageContext): Stage {
  return (packet, next) => {
    next(packet);
    if (random() < probability) {
      note("duplicated");
      next(packet);
    }
  };
}
