import { Frame } from "../../harness/network/index.ts";
import { type Salvo, salvosOf, shotsOf } from "./plan.ts";
import { shrink } from "./shrink.ts";
import { type Outcome, runTrial, type TrialOptions } from "./trial.ts";

/** A failure with the fewest frames that were found. */
export interface Smallest {
  readonly failure: string;
  readonly salvos: readonly Salvo[];
  /** A line for each frame. */
  readonly frames: readonly string[];
}

export interface SearchOptions {
  readonly trial: Omit<TrialOptions, "salvos" | "onProgress" | "isOver">;
  /** The instant of `performance.now()` at which it has to be over. */
  readonly until: number;
  say(line: string): void;
}

/** Makes a failure again with fewer and fewer frames, as long as there is time. */
export async function findSmallest(outcome: Outcome, { trial, until, say }: SearchOptions): Promise<Smallest> {
  const wanted = kindOf(outcome.failure ?? "");
  const shots = await shrink(shotsOf(outcome.salvos), {
    isOver: () => performance.now() > until || trial.signal?.aborted === true,
    fails: async (some) => {
      const { failure } = await runTrial({ ...trial, salvos: salvosOf(some) });
      const isSame = failure !== undefined && kindOf(failure) === wanted;
      say(`${some.length} frames: ${isSame ? "the same" : (failure?.split("\n")[0] ?? "no failure")}`);
      return isSame;
    },
  });
  const salvos = salvosOf(shots);
  const frames: string[] = [];
  const onFrame = (now: number, bytes: Buffer) =>
    void frames.push(`${now.toFixed(3)} ${new Frame(bytes)} ${bytes.toString("hex")}`);
  const { failure = "none, when it was tried again: time is real, or something outside took part" } = await runTrial({
    ...trial,
    salvos,
    onFrame,
  });
  return { failure, salvos, frames };
}

/** What a failure is, without its numbers and where threads are. */
function kindOf(failure: string): string {
  return (failure.split("\n")[0] ?? "").replace(/\d+(\.\d+)?/g, "N");
}
