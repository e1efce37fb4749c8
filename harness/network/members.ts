import type { Capture, Extent } from "./capture/capture.ts";
import type { Interface } from "./capture/pcapng.ts";
import type { LinkClock } from "./link/clock.ts";
import type { Link } from "./link/link.ts";
import { Member, type MemberOptions } from "./member.ts";
import type { Switch } from "./switch.ts";

/** What a member of a network is made with, beside its name. */
export type MemberSetup = Pick<MemberOptions, "accepts" | "enters" | "answers" | "isPaced"> & {
  /** What a capture says of its port, and what it has of it. */
  described: Omit<Interface, "name">;
  extent?: Extent;
};

/** What all members of a network have in common. */
export interface Surroundings {
  readonly seed: number;
  readonly clock: LinkClock;
  readonly ethernet: Switch;
  readonly capture: Capture | undefined;
}

/** The members of a network: devices, the host, other networks. */
export class Members {
  readonly #surroundings: Surroundings;
  readonly #members = new Map<Link, Member>();
  /** Whether the link of a former member was told to do something to frames. */
  #wasDisturbed = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  add(name: string, { described, extent, ...given }: MemberSetup): Member {
    const { capture, ...shared } = this.#surroundings;
    const member = new Member({ ...given, name, ...shared });
    if (capture !== undefined) {
      member.capture(capture, described, extent);
    }
    this.#members.set(member.link, member);
    return member;
  }

  remove({ link }: Member): void {
    this.#wasDisturbed ||= link.isDisturbed;
    this.#members.delete(link);
  }

  /** The one whose link that is; undefined where it is not on this network, or has left it. */
  of(link: Link): Member | undefined {
    return this.#members.get(link);
  }

  /** Whether any link was ever told to do something to frames. */
  get isDisturbed(): boolean {
    return this.#wasDisturbed || [...this.#members.keys()].some(({ isDisturbed }) => isDisturbed);
  }

  close(): void {
    for (const { port } of this.#members.values()) {
      port.close();
    }
  }
}
