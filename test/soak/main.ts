import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { choose } from "../../harness/base/choices.ts";
import { UsageError } from "../../harness/base/errors.ts";
import { rules } from "../../harness/base/given.ts";
import { bootOptions, type DeviceOptions, withDeviceOptions } from "../../harness/cli/device-options.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { milliseconds } from "../../harness/time/duration.ts";
import { parseCommand } from "../support/parse-command.ts";
import { runDay } from "./day.ts";
import { readFailure, writeFailure } from "./failure-file.ts";
import { runMonth } from "./month.ts";
import { planOf } from "./plan.ts";
import { findSmallest } from "./search.ts";
import { type Outcome, type Progress, runTrial } from "./trial.ts";

/** What a soak is of. */
const subjects = ["frames", "month", "day"] as const;

interface Options extends DeviceOptions {
  readonly seed: string;
  readonly frames: string;
  readonly connections: string;
  readonly time: string;
  readonly span?: string;
  readonly for?: string;
  readonly shrink: string;
  readonly json?: string;
  readonly capture?: string;
  readonly out: string;
  readonly replay?: string;
}

const progressEvery = 5_000;

/**
 * `npm run soak`: frames that lie, in numbers, at a device that serves honest connections meanwhile.
 *
 * @returns 0 where all was as it should be, 1 where something was not
 * @throws UsageError an option is not what it should be
 */
export async function soak(args: readonly string[], signal: AbortSignal): Promise<number> {
  const command = withDeviceOptions(new Command("npm run soak --"))
    .description("send frames that lie to a device, and look whether it still does all that it should")
    .argument("[subject]", "frames; month: a connection each minute; day: random operations and faults", "frames")
    .option("--seed <number>", "what all that is random comes from", "1")
    .option("--frames <number>", "how many are sent", "10000")
    .option("--connections <number>", "how many honest connections are made meanwhile", "1000")
    .option("--time <profile>", "virtual (the same in each run) or real (faster)", "virtual")
    .option("--for <duration>", "end sooner, after so long of this machine's time: 10min")
    .option("--span <duration>", "how much virtual time passes, for month (30d) and day (24h)")
    .option("--shrink <duration>", "how long to look for the fewest frames of a failure", "5min")
    .option("--json <file>", "also write the result into a file")
    .option("--capture <file>", "write down all frames, as pcapng")
    .option("--out <folder>", "where a failure is written", ".")
    .option("--replay <file>", "make a failure again that was written");
  const ended = parseCommand(command, args);
  if (ended !== undefined) {
    return ended;
  }
  const options = command.opts<Options>();
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const subject = choose("the subject", command.args[0] ?? "frames", subjects);
  if (subject !== "frames") {
    return passTime(subject, options, signal, say);
  }
  return options.replay === undefined ? search(options, signal, say) : replay(options.replay, options, signal, say);
}

async function search(options: Options, signal: AbortSignal, say: (line: string) => void): Promise<number> {
  const begun = performance.now();
  const seed = number("--seed", options.seed);
  const extent = {
    frames: number("--frames", options.frames),
    connections: number("--connections", options.connections),
  };
  const until = begun + (options.for === undefined ? Infinity : milliseconds(options.for));
  const trial = { device: bootOptions(options), time: profile(options.time), seed, signal };
  const outcome = await runTrial({
    ...trial,
    ...(options.capture !== undefined && { capture: options.capture }),
    salvos: planOf(seed, extent),
    isOver: () => performance.now() > until,
    onProgress: everySoOften((progress: Progress) => say(describe(progress, begun))),
  });
  signal.throwIfAborted();
  const { kernel, engine, board } = chooseDevice(trial.device);
  const seconds = (performance.now() - begun) / 1000;
  const { salvos: _, ...result } = outcome;
  if (options.json !== undefined) {
    const about = { date: new Date().toISOString(), kernel, engine, board, time: trial.time, seed, seconds };
    await writeFile(options.json, `${JSON.stringify({ ...about, ...result }, null, 2)}\n`);
  }
  say(report(outcome, seconds));
  if (outcome.failure === undefined) {
    return 0;
  }
  say("Looking for the fewest frames that do it:");
  const limit = performance.now() + milliseconds(options.shrink);
  const smallest = await findSmallest(outcome, { trial, until: limit, say });
  const file = join(options.out, `soak-${kernel}-${engine}-${seed}.json`);
  await writeFailure(file, { kernel, engine, board, time: trial.time, seed, ...smallest });
  say(`${smallest.frames.length} frames do it: ${smallest.failure}\nAgain: npm run soak -- --replay ${file}`);
  return 1;
}

/** Lets much virtual time pass. */
async function passTime(
  subject: "month" | "day",
  options: Options,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  const begun = performance.now();
  const until = begun + (options.for === undefined ? Infinity : milliseconds(options.for));
  const tell = everySoOften((minutes: number) => say(`${(minutes / 60).toFixed(1)} hours have passed`));
  const given = {
    device: bootOptions(options),
    seed: number("--seed", options.seed),
    span: milliseconds(options.span ?? (subject === "month" ? "30d" : "24h")),
    signal,
    isOver: () => performance.now() > until,
    onProgress: tell,
  };
  const outcome = subject === "month" ? await runMonth(given) : await runDay(given);
  const { failure, ...figures } = outcome;
  const seconds = (performance.now() - begun) / 1000;
  say(`${JSON.stringify(figures)} in ${seconds.toFixed(0)} s\n${failure ?? "All was as it should be."}`);
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify({ subject, seed: given.seed, seconds, ...outcome }, null, 2)}\n`);
  }
  return failure === undefined ? 0 : 1;
}

async function replay(
  file: string,
  options: Options,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  const { kernel, engine, board, time, seed, salvos } = await readFailure(file);
  const given = bootOptions(options);
  const device = { ...given, kernel, engine, board } as typeof given;
  const { capture } = options;
  const outcome = await runTrial({ device, time, seed, salvos, signal, ...(capture !== undefined && { capture }) });
  say(outcome.failure ?? "All was as it should be.");
  return outcome.failure === undefined ? 0 : 1;
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !rules.seed.fits(value) || value < 0) {
    throw new UsageError(`${name} must be a whole number, 0 or more, but ${JSON.stringify(text)} was given`);
  }
  return value;
}

function profile(text: string): "real" | "virtual" {
  if (text !== "real" && text !== "virtual") {
    throw new UsageError(`--time must be real or virtual, but ${JSON.stringify(text)} was given`);
  }
  return text;
}

function everySoOften<Value>(tell: (progress: Value) => void): (progress: Value) => void {
  let next = performance.now() + progressEvery;
  return (progress) => {
    if (performance.now() > next) {
      next = performance.now() + progressEvery;
      tell(progress);
    }
  };
}

function describe({ frames, connections }: Progress, begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(0)} s: ${frames} frames, ${connections} connections`;
}

function report({ failure, frames, connections, again, before, after, slowest }: Outcome, seconds: number): string {
  const figures = Object.entries(before).map(([name, value]) => `${name} ${value} → ${after[name] ?? "?"}`);
  const lines = [
    `${frames} frames and ${connections} connections in ${seconds.toFixed(0)} s`,
    `${again} connections were asked for again`,
    `the slowest answer over an established connection took ${slowest.answer.toFixed(1)} ms, over a new one ${slowest.connection.toFixed(1)} ms`,
    ...figures,
    failure === undefined ? "All was as it should be." : `Not as it should be: ${failure}`,
  ];
  return lines.join("\n");
}
