import { type Figures, leaks } from "./figures.ts";
import { frameOf, instantOf, type Salvo } from "./plan.ts";
import { TargetDevice, type TargetOptions } from "./target-device.ts";

/** Connections at once by which it is seen that none is lost, beside those that stay. */
const capacity = 16;

/** After so many frames it is looked whether anything is lost by now, and not at the end alone. */
const checkEvery = 50_000;

/** What a trial is made with. */
export interface TrialOptions extends TargetOptions {
  readonly salvos: Iterable<Salvo>;
  /** Asked before each salvo. */
  isOver?(): boolean;
  onProgress?(progress: Progress): void;
  /** Hears of each frame: the instant on the network's clock, and its bytes. */
  onFrame?(now: number, bytes: Buffer): void;
}

export interface Progress {
  readonly frames: number;
  readonly connections: number;
}

/** What became of a trial. */
export interface Outcome extends Progress {
  /** What was not as it should be; undefined where all was. */
  readonly failure: string | undefined;
  /** The salvos that were begun. */
  readonly salvos: readonly Salvo[];
  readonly before: Figures;
  readonly after: Figures;
  /** Connections that had to be asked for again. */
  readonly again: number;
  readonly slowest: { readonly answer: number; readonly connection: number };
}

/** Boots a device, serves it salvos beside honest traffic, and looks whether all is as before. */
export async function runTrial(options: TrialOptions): Promise<Outcome> {
  const { signal } = options;
  await using target = await TargetDevice.boot(options);
  const { honest } = target;
  const sent: Salvo[] = [];
  let frames = 0;
  let checked = 0;
  let before: Figures = {};
  let after: Figures = {};
  const outcome = (failure: string | undefined): Outcome => {
    const { made: connections, again, slowest } = honest;
    return { failure, frames, connections, salvos: sent, before, after, again, slowest };
  };
  try {
    await honest.begin();
    await honest.crowd(capacity);
    before = await target.settled(undefined);
    for (const salvo of options.salvos) {
      if (signal?.aborted || options.isOver?.()) {
        break;
      }
      sent.push(salvo);
      await serve(salvo, target, options);
      frames += salvo.frames.length;
      options.onProgress?.({ frames, connections: honest.made });
      if (frames - checked >= checkEvery) {
        checked = frames;
        after = await target.settled(before);
        if (leaks(before, after).length > 0) {
          break;
        }
      }
    }
    after = await target.settled(before);
    await honest.crowd(capacity);
    const lost = leaks(before, after);
    return outcome(lost.length === 0 ? undefined : lost.join("; "));
  } catch (error) {
    signal?.throwIfAborted();
    return outcome(`${(error as Error).message}\n${await target.device.describe()}`);
  }
}

/** Sends a salvo, with honest traffic meanwhile. */
async function serve(salvo: Salvo, target: TargetDevice, { seed, onFrame }: TrialOptions): Promise<void> {
  const { honest, clock } = target;
  const start = clock.now();
  for (const [at, index] of salvo.frames.entries()) {
    clock.at(start + instantOf(salvo, at), () => {
      const frame = frameOf(seed, salvo, index, target.view);
      onFrame?.(clock.now(), frame);
      target.inject(frame);
    });
  }
  await Promise.all([honest.answers(), honest.connections(salvo.connections)]);
  await target.pass(Math.max(0, start + instantOf(salvo, salvo.frames.length) - clock.now()) + 1);
}
