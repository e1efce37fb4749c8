import { Command } from "commander";
import { choose } from "../../harness/base/choices.ts";
import { UsageError } from "../../harness/base/errors.ts";
import { rules } from "../../harness/base/given.ts";
import { parseCommand } from "../support/parse-command.ts";
import { nativeTargets, runLibFuzzer } from "./native.ts";
import { check, parserNames } from "./parsers.ts";

interface Options {
  readonly seconds: string;
  readonly seed?: string;
  readonly path?: string;
}

/**
 * `npm run fuzz`: looks for an input that a parser cannot take.
 *
 * @returns 0 where none was found, 1 where one was
 * @throws UsageError there is no such parser, or an option is not what it should be
 */
export async function fuzz(args: readonly string[], signal: AbortSignal): Promise<number> {
  const targets = [...nativeTargets, ...parserNames];
  const command = new Command("npm run fuzz --")
    .description("look for an input that a parser cannot take")
    .argument(
      "[parser]",
      `the device's: ${nativeTargets.join(", ")}; the harness's: ${parserNames.join(", ")} (default: all)`,
    )
    .option("--seconds <number>", "how long for each", "60")
    .option("--seed <number>", "of a failure that is to be made again, for the harness's (default: another each time)")
    .option("--path <path>", "of the same failure");
  const ended = parseCommand(command, args);
  if (ended !== undefined) {
    return ended;
  }
  const [wanted] = command.args;
  const { seconds: text, seed, path } = command.opts<Options>();
  const chosen = wanted === undefined ? targets : [choose("the parser", wanted, targets)];
  const seconds = number("--seconds", text);
  let isWell = true;
  for (const target of chosen) {
    process.stderr.write(`${target} …\n`);
    const native = nativeTargets.find((name) => name === target);
    const parser = parserNames.find((name) => name === target);
    if (native !== undefined) {
      isWell = (await runLibFuzzer(native, seconds, signal)) && isWell;
    } else if (parser !== undefined) {
      const limits = { runs: 2 ** 31 - 1, limit: seconds * 1000, ...(path !== undefined && { path }) };
      const found = await check(parser, {
        seed: seed === undefined ? Date.now() | 0 : number("--seed", seed),
        ...limits,
      });
      if (found !== undefined) {
        process.stderr.write(`${found}\nAgain: npm run fuzz -- ${target} --seed … --path …, which are above.\n`);
        isWell = false;
      }
    }
    signal.throwIfAborted();
  }
  return isWell ? 0 : 1;
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !rules.seed.fits(value)) {
    throw new UsageError(`${name} must be a whole number, but ${JSON.stringify(text)} was given`);
  }
  return value;
}
