import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { oddAnswers } from "./answers.ts";
import { oddArp } from "./arp.ts";
import { oddEthernet } from "./ethernet.ts";
import { oddFragments, oddFragments6 } from "./fragments.ts";
import { lyingErrors, oddIcmp } from "./icmp.ts";
import { oddAddresses, oddIPv4 } from "./ipv4.ts";
import { oddDiscovery, oddIPv6 } from "./ipv6.ts";
import { replayed } from "./replay.ts";
import { halfOpen, intruding, oddTcp } from "./tcp.ts";
import { oddUdp } from "./udp.ts";

/** Makes one frame that lies. */
export type Make = (dice: Dice, target: Target) => Buffer;

/** All kinds, by name. */
export const kinds = {
  ethernet: oddEthernet,
  arp: oddArp,
  ipv4: oddIPv4,
  addresses: oddAddresses,
  fragments: oddFragments,
  icmp: oddIcmp,
  errors: lyingErrors,
  udp: oddUdp,
  tcp: oddTcp,
  syn: halfOpen,
  intruding,
  answers: oddAnswers,
  ipv6: oddIPv6,
  fragments6: oddFragments6,
  discovery: oddDiscovery,
  replayed,
} as const satisfies Record<string, Make>;

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as [Kind, ...Kind[]];
