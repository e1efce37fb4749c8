import { addition, type Rule, removal } from "./rules.ts";

/**
 * Rules of TCP with a port of the gateway's choice: one for each port of a device. A client's connection comes to the device from the
 * gateway's address and the client's own port, and clients of different ports of this host may have the same: to the device two of
 * them would be one connection.
 */
export class SharedRules {
  /** By what was asked for. */
  readonly #rules = new Map<string, { readonly rule: Rule; users: number }>();

  /** The rule that there is already; undefined where one has to be added. */
  take(asked: Rule): Rule | undefined {
    const shared = this.#rules.get(addition(asked));
    if (shared !== undefined) {
      shared.users++;
    }
    return shared?.rule;
  }

  /** A rule was added. Returns it. */
  add(asked: Rule, rule: Rule): Rule {
    if (asked.hostPort === 0 && asked.protocol === "tcp") {
      this.#rules.set(addition(asked), { rule, users: 1 });
    }
    return rule;
  }

  /** Somebody does not need a rule any more. Returns whether nobody does. */
  release(rule: Rule): boolean {
    for (const [asked, shared] of this.#rules) {
      if (removal(shared.rule) === removal(rule)) {
        shared.users--;
        return shared.users === 0 && this.#rules.delete(asked);
      }
    }
    return true;
  }
}
