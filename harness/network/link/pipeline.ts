import type { LinkOptions } from "./options.ts";
import { corrupt } from "./stages/corrupt.ts";
import { duplicate } from "./stages/duplicate.ts";
import { latency } from "./stages/latency.ts";
import { loss } from "./stages/loss.ts";
import { mtu } from "./stages/mtu.ts";
import { rate } from "./stages/rate.ts";
import { reorder } from "./stages/reorder.ts";
import type { Next, Stage, StageContext } from "./stages/stage.ts";

/** Gives each stage, by its name, what it needs. */
export type ContextOf = (stage: string) => StageContext;

/**
 * The stages that the options ask for, in the order in which a packet meets them: what does not get onto the wire, what happens
 * to it there, then the time that it takes.
 */
export function stagesFor(options: LinkOptions, context: ContextOf): Stage[] {
  const { latency: delay = 0, jitter = 0 } = options;
  return [
    ...(options.mtu === undefined ? [] : [mtu(options.mtu, context("mtu"))]),
    ...(options.loss ? [loss(options.loss, context("loss"))] : []),
    ...(options.corrupt ? [corrupt(options.corrupt, context("corrupt"))] : []),
    ...(options.duplicate ? [duplicate(options.duplicate, context("duplicate"))] : []),
    ...(options.reorder ? [reorder(options.reorder, context("reorder"))] : []),
    ...(options.rate === undefined || options.rate === Infinity ? [] : [rate(options.rate, context("rate"))]),
    ...(delay > 0 || jitter > 0 ? [latency(delay, jitter, context("latency"))] : []),
  ];
}

/** All stages in one function. */
export function compose(stages: readonly Stage[], last: Next): Next {
  return stages.reduceRight<Next>((next, stage) => (packet) => stage(packet, next), last);
}
