import { UsageError } from "../../errors.ts";

/** What a link does to the frames that pass it, in each direction on its own. All of it is off at first. */
export interface LinkOptions {
  /** Milliseconds that each frame takes. */
  latency?: number;
  /** Milliseconds by which the latency varies, up and down, evenly. Frames keep their order. */
  jitter?: number;
  /** The probability that a frame is lost, 0 to 1. */
  loss?: number;
  /** The probability that a frame comes twice, 0 to 1. */
  duplicate?: number;
  /** The probability that a frame is overtaken by the one behind it, 0 to 1. It waits 10 ms at most for that. */
  reorder?: number;
  /** The probability that one bit of what follows the Ethernet header is flipped, 0 to 1. */
  corrupt?: number;
  /** Bits a second. Frames queue for it: 1000 of them, what comes beyond is lost. */
  rate?: number;
  /** Bytes that a frame may have behind its Ethernet header; longer ones are lost. */
  mtu?: number;
}

const names = ["latency", "jitter", "loss", "duplicate", "reorder", "corrupt", "rate", "mtu"] as const;
const probabilities: ReadonlySet<string> = new Set(["loss", "duplicate", "reorder", "corrupt"]);

interface Rule {
  readonly fits: (value: number) => boolean;
  readonly expected: string;
}

const probability: Rule = { fits: (value) => value >= 0 && value <= 1, expected: "a probability from 0 to 1" };
const rate: Rule = { fits: (value) => value > 0, expected: "more than 0 bits a second (Infinity: no limit)" };
const amount: Rule = {
  fits: (value) => value >= 0 && Number.isFinite(value),
  expected: "a number that is not negative",
};

/**
 * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
 */
export function checkLinkOptions(options: LinkOptions): LinkOptions {
  for (const [name, value] of Object.entries(options)) {
    if (!names.some((known) => known === name)) {
      throw new UsageError(`a link has no option "${name}"; it has ${names.join(", ")}`);
    }
    const { fits, expected } = name === "rate" ? rate : probabilities.has(name) ? probability : amount;
    if (typeof value !== "number" || !fits(value)) {
      throw new UsageError(`a link's ${name} is ${expected}, but ${String(value)} was given`);
    }
  }
  return options;
}
