import type { LinkOptions } from "./options.ts";
import { corrupt } from "./stages/corrupt.ts";
import { duplicate } from "./stages/duplicate.ts";
import { latency } from "./stages/latency.ts";
import { loss } from "./stages/loss.ts";
import { mtu } from "./stages/mtu.ts";
import { rate } from "./stages/rate.ts";
import { reorder } from "./stages/reorder.ts";
import type { Next, Stage, StageContext } from "./stages/stage.ts";

/** Gives each stage, by its name, what it needs: the same each time. */
export type ContextOf = (stage: string) => StageContext;

const defaultQueue = 1000;

/**
 * The stages that the options ask for, in the order in which a packet meets them: what does not get onto the wire, what happens
 * to it there, then the time that it takes. A stage on which packets are still waiting stays, so that nobody overtakes them.
 */
export function stagesFor(options: LinkOptions, contextOf: ContextOf): Stage[] {
  const { latency: delay = 0, jitter = 0, rate: speed = Infinity } = options;
  const queue = { frames: options.queue ?? defaultQueue, bytes: options.queueBytes ?? Infinity };
  const isBusy = (stage: string) => contextOf(stage).line.length > 0;
  return [
    ...(options.mtu === undefined ? [] : [mtu(options.mtu, contextOf("mtu"))]),
    ...(options.loss ? [loss(options.loss, contextOf("loss"))] : []),
    ...(options.corrupt ? [corrupt(options.corrupt, contextOf("corrupt"))] : []),
    ...(options.duplicate ? [duplicate(options.duplicate, contextOf("duplicate"))] : []),
    ...(options.reorder ? [reorder(options.reorder, contextOf("reorder"))] : []),
    ...(speed === Infinity && !isBusy("rate") ? [] : [rate(speed, queue, contextOf("rate"))]),
    ...(delay > 0 || jitter > 0 || isBusy("latency") ? [latency(delay, jitter, contextOf("latency"))] : []),
  ];
}

/** All stages in one function. */
export function compose(stages: readonly Stage[], last: Next): Next {
  return stages.reduceRight<Next>((next, stage) => (packet) => stage(packet, next), last);
}
