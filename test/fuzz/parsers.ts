import fc from "fast-check";
import { consoleParsers } from "./console-parsers.ts";
import { networkParsers } from "./network-parsers.ts";

/** The harness's parsers, by name: what has to hold for whatever they are given. */
const parsers = { ...networkParsers, ...consoleParsers } as const;

/** A parser of the harness's. */
export type Parser = keyof typeof parsers;
export const parserNames = Object.keys(parsers) as Parser[];

/** How long is looked, and where. */
export interface CheckOptions {
  readonly seed: number;
  /** How many inputs are tried, at most. */
  readonly runs: number;
  /** Milliseconds after which it ends. */
  readonly limit?: number;
  /** Of a failure that is to be made again. */
  readonly path?: string;
}

/** Looks for an input that a parser must not have trouble with, and has. Undefined: none was found; else the smallest, for a person. */
export async function check(parser: Parser, { seed, runs, limit, path }: CheckOptions): Promise<string | undefined> {
  const details = await fc.check(parsers[parser] as fc.IAsyncProperty<unknown>, {
    seed,
    numRuns: runs,
    ...(path !== undefined && { path }),
    ...(limit !== undefined && { interruptAfterTimeLimit: limit, markInterruptAsFailure: false }),
  });
  return details.failed ? fc.defaultReportMessage(details) : undefined;
}
