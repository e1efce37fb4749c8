import { type Command, InvalidArgumentError } from "commander";
import type { LinkOptions } from "../network/index.ts";

/** What the command line says of the links of a run's devices. */
export type LinkArguments = Pick<
  LinkOptions,
  "latency" | "jitter" | "loss" | "duplicate" | "reorder" | "corrupt" | "rate" | "mtu"
> & { seed?: number };

/** Adds the options that disturb the network. */
export function withLinkOptions(command: Command): Command {
  return command
    .option("--latency <ms>", "what each frame takes on its way to and from a device: 20, or 20ms", milliseconds)
    .option("--jitter <ms>", "by how much the latency varies, up and down", milliseconds)
    .option("--loss <part>", "the part of frames that is lost: 0.1, or 10%", probability)
    .option("--duplicate <part>", "the part that comes twice", probability)
    .option("--reorder <part>", "the part that is overtaken by the frame behind", probability)
    .option("--corrupt <part>", "the part of which one bit is flipped", probability)
    .option("--rate <bits>", "bits a second, as in 64k or 10M", bitRate)
    .option("--mtu <bytes>", "the longest packet that passes, in bytes behind the Ethernet header", wholeNumber)
    .option(
      "--seed <number>",
      "for all that is random on the network: the same seed, the same faults (default: 1)",
      seed,
    );
}

/** The options of links that were given; undefined where none was. */
export function linkOptions(given: LinkArguments): LinkOptions | undefined {
  const { latency, jitter, loss, duplicate, reorder, corrupt, rate, mtu } = given;
  const named = Object.entries({ latency, jitter, loss, duplicate, reorder, corrupt, rate, mtu });
  const set = named.filter(([, value]) => value !== undefined);
  return set.length === 0 ? undefined : (Object.fromEntries(set) as LinkOptions);
}

function milliseconds(text: string): number {
  return read(text, /^(\d+(?:\.\d+)?)(?:ms)?$/, "It must be a number of milliseconds, as in 20, 0.5 or 20ms.");
}

function probability(text: string): number {
  const expected = "It must be a part from 0 to 1, as in 0.1, or of a hundred, as in 10%.";
  const value = read(text.replace(/%$/, ""), /^(\d+(?:\.\d+)?)$/, expected) / (text.endsWith("%") ? 100 : 1);
  if (value > 1) {
    throw new InvalidArgumentError(expected);
  }
  return value;
}

const multiples: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, g: 1e9 };

function bitRate(text: string): number {
  const expected = "It must be a number of bits a second above 0, as in 9600, 64k or 10M.";
  const unit = /[kmg]?$/i.exec(text)?.[0] ?? "";
  const value = read(text.slice(0, text.length - unit.length), /^(\d+(?:\.\d+)?)$/, expected);
  if (value === 0) {
    throw new InvalidArgumentError(expected);
  }
  return value * (multiples[unit.toLowerCase()] ?? 1);
}

function wholeNumber(text: string): number {
  return read(text, /^(\d+)$/, "It must be a whole number of bytes.");
}

function seed(text: string): number {
  return read(text, /^(\d{1,15})$/, "It must be a whole number of 0 or more.");
}

function read(text: string, pattern: RegExp, expected: string): number {
  const [, digits] = pattern.exec(text.trim()) ?? [];
  if (digits === undefined) {
    throw new InvalidArgumentError(expected);
  }
  return Number(digits);
}
