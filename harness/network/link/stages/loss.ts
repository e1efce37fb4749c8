import type { Stage, StageContext } from "./stage.ts";

export function loss(probability: number, { random, note }: StageContext): Stage {
  return (packet, next) => {
    if (random() < probability) {
      note("lost");
    } else {
      next(packet);
    }
  };
}
