import { UsageError } from "../../base/errors.ts";
import { checkValue, rules as given } from "../../base/given.ts";

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
  /** Bits a second. Frames queue for it; what the queue has no room for is lost. */
  rate?: number;
  /** Frames that may wait for `rate`, with the one that is being sent. Default 1000. */
  queue?: number;
  /** Bytes that may wait for `rate`; one frame always may. Default: no limit. */
  queueBytes?: number;
  /** Bytes that a frame may have behind its Ethernet header, 68 or more; longer ones are lost. */
  mtu?: number;
}

interface Rule {
  readonly fits: (value: number) => boolean;
  readonly expected: string;
}

const probability: Rule = { fits: (value) => value >= 0 && value <= 1, expected: "a probability from 0 to 1" };
const rate: Rule = { fits: (value) => value > 0, expected: "more than 0 bits a second (Infinity: no limit)" };
const isCount = (value: number) => value === Infinity || (Number.isInteger(value) && value >= 1);
const frames: Rule = { fits: isCount, expected: "a whole number of frames, 1 or more (Infinity: no limit)" };
const bytes: Rule = { fits: isCount, expected: "a whole number of bytes, 1 or more (Infinity: no limit)" };
/** RFC 791: every host must take, and every link carry, packets of 68 bytes without fragmenting them further. */
const packet: Rule = {
  fits: (value) => Number.isInteger(value) && value >= 68,
  expected: "a whole number of bytes, 68 or more, which each link of IPv4 has to carry",
};
const amount: Rule = {
  fits: (value) => value >= 0 && Number.isFinite(value),
  expected: "a number that is not negative",
};

const rules: Readonly<Record<keyof LinkOptions, Rule>> = {
  latency: amount,
  jitter: amount,
  loss: probability,
  duplicate: probability,
  reorder: probability,
  corrupt: probability,
  rate,
  queue: frames,
  queueBytes: bytes,
  mtu: packet,
};
const names = Object.keys(rules) as readonly (keyof LinkOptions)[];

/**
 * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
 */
export function checkLinkOptions(options: LinkOptions): LinkOptions {
  checkValue("what a link is told", options, given.object);
  for (const [name, value] of Object.entries(options)) {
    const known = names.find((each) => each === name);
    if (known === undefined) {
      throw new UsageError(`a link has no option "${name}"; it has ${names.join(", ")}`);
    }
    const { fits, expected } = rules[known];
    if (typeof value !== "number" || !fits(value)) {
      throw new UsageError(`a link's ${name} is ${expected}, but ${String(value)} was given`);
    }
  }
  return options;
}
