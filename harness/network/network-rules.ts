import { choose, timeProfiles } from "../base/choices.ts";
import { checkGiven, checkValue, type Rule, rules } from "../base/given.ts";
import type { AttachOptions, Linked, NetworkOptions } from "./network-options.ts";

const networkRules: Readonly<Record<keyof NetworkOptions, Rule>> = {
  seed: rules.seed,
  capture: {
    fits: (value) => typeof value === "string" || typeof (value as { write?: unknown } | null)?.write === "function",
    expected: "the path of a file, or a stream",
  },
  internet: {
    fits: (value) => rules.flag.fits(value) || rules.texts.fits(value),
    expected: 'true, false or an array of addresses, as in ["203.0.113.5:80"]',
  },
  link: rules.object,
  firstAddress: rules.text,
  time: rules.text,
  wire: rules.period,
  onNotice: rules.callback,
};

const attachRules: Readonly<Record<keyof AttachOptions, Rule>> = {
  name: rules.name,
  address: rules.text,
  descriptor: { fits: Number.isInteger, expected: "a descriptor's number" },
};

const groupRule: Rule = {
  fits: (value) => Array.isArray(value) && value.every((one) => rules.object.fits(one) && "link" in one),
  expected: "an array of devices, or of the network's host",
};

/** @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have */
export function checkNetworkOptions(options: NetworkOptions): void {
  checkGiven("VirtualNetwork.create", options, networkRules);
  if (options.time !== undefined) {
    choose("time", options.time, timeProfiles);
  }
}

/** @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have */
export function checkAttachOptions(options: AttachOptions): void {
  checkGiven("attach", options, attachRules);
}

/** @throws UsageError `EINVAL` it is no group for a partition */
export function checkGroup(linked: readonly Linked[]): void {
  checkValue("each group of a partition", linked, groupRule);
}
