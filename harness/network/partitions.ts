import { UsageError } from "../base/errors.ts";
import type { Members } from "./members.ts";
import type { Linked } from "./network-options.ts";
import { checkGroup } from "./network-rules.ts";
import type { Station, Switch } from "./switch.ts";

/** Which members of a network do not reach each other. */
export class Partitions {
  readonly #switch: Switch;
  readonly #members: Members;

  /** Of a network, which makes them. */
  constructor(ethernet: Switch, members: Members) {
    this.#switch = ethernet;
    this.#members = members;
  }

  /**
   * From now on nothing passes between the two groups, either way. Adds to earlier partitions.
   *
   * @throws UsageError `EINVAL` one is not on this network: it is on another one, or its run has ended
   */
  add(left: readonly Linked[], right: readonly Linked[]): void {
    this.#switch.partition(this.#stations(left), this.#stations(right));
  }

  /** Ends all partitions. */
  clear(): void {
    this.#switch.heal();
  }

  #stations(linked: readonly Linked[]): Station[] {
    checkGroup(linked);
    return linked.map((one, at) => {
      const member = this.#members.of(one.link);
      if (member === undefined) {
        const { name = `number ${at + 1} of a group` } = (one as { info?: { name?: string } }).info ?? {};
        throw new UsageError(`partition takes devices of this network, and ${name} is not on it, or has left it`);
      }
      return member;
    });
  }
}
