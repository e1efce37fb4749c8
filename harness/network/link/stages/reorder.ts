import type { Next, Stage, StageContext } from "./stage.ts";

/** How long a packet waits for one that overtakes it. In milliseconds. */
const patience = 10;

export function reorder(probability: number, { random, clock, note }: StageContext): Stage {
  let release: (() => void) | undefined;
  const hold = (packet: Buffer, next: Next) => {
    const cancel = clock.at(clock.now() + patience, () => release?.());
    release = () => {
      release = undefined;
      cancel();
      next(packet);
    };
  };
  return (packet, next) => {
    if (release === undefined && random() < probability) {
      note("reordered");
      hold(packet, next);
    } else {
      next(packet);
      release?.();
    }
  };
}
