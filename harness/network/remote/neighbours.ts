import type { Member } from "../member.ts";
import type { Registry } from "../registry.ts";
import { announcement, readAnnouncement } from "./announcement.ts";

/** Networks that are joined to this one, and what they and this one know of each other's names. */
export class Neighbours {
  readonly #registry: Registry;
  /** Each with what it was told last. */
  readonly #told = new Map<Member, Buffer | undefined>();

  constructor(registry: Registry) {
    this.#registry = registry;
    registry.changed = () => this.#tellAll();
  }

  /** A member is a network: it is told who is here, and again when that changes. */
  add(member: Member): void {
    if (!this.#told.has(member)) {
      this.#told.set(member, undefined);
      this.#tell(member);
    }
  }

  remove(member: Member): void {
    if (this.#told.delete(member)) {
      this.#registry.names.forget(member);
      this.#tellAll();
    }
  }

  /** Takes what a member says of itself; returns whether the packet was that, and no frame for devices. */
  hear(member: Member, packet: Buffer): boolean {
    const names = readAnnouncement(packet);
    if (names === undefined) {
      return false;
    }
    this.#registry.names.learn(member, names);
    this.add(member);
    this.#tellAll();
    return true;
  }

  #tellAll(): void {
    for (const member of this.#told.keys()) {
      this.#tell(member);
    }
  }

  /** Says nothing twice: networks that are joined in a circle would never end. */
  #tell(member: Member): void {
    const news = announcement(this.#registry.names.all(member));
    if (!this.#told.get(member)?.equals(news)) {
      this.#told.set(member, news);
      member.tell(news);
    }
  }
}
