import { isIPv4 } from "node:net";
import { NetworkError } from "./error.ts";

/** The domain of all names on the virtual network: RFC 6761 keeps it for this. */
export const domain = "test";

/** The name that this machine has on each network. */
export const host = "host";

/** What a name is in DNS: lower case, and a hyphen for what a host's name cannot have. */
export function labelOf(name: string): string {
  const label = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 63);
  return label === "" ? "device" : label;
}

/** Whether a name belongs to the virtual network, in whatever case it is written. */
export function isLocal(hostname: string): boolean {
  return new RegExp(`(^|\\.)${domain}\\.?$`, "i").test(hostname);
}

/** A name as it is in DNS, without its domain, and whose address it is. */
export type Named = readonly [label: string, address: string];

/** Who is who on a network: `device-a.test` and its address. */
export class NameTable {
  readonly #addresses = new Map<string, string>();
  /** Names on other networks, by what they came from. A name that is here means who is here. */
  readonly #elsewhere = new Map<object, ReadonlyMap<string, string>>();

  /** Whether nobody has this name, or one that is the same in DNS. */
  isFree(name: string): boolean {
    return !this.#addresses.has(labelOf(name));
  }

  /** Gives somebody a name; the first one who has it keeps it. Returns it as it is in DNS. */
  add(name: string, address: string): string {
    const label = labelOf(name);
    if (!this.#addresses.has(label)) {
      this.#addresses.set(label, address);
    }
    return `${label}.${domain}`;
  }

  remove(name: string): void {
    this.#addresses.delete(labelOf(name));
  }

  /** The address of `device-a.test`, undefined where there is no such name. */
  find(hostname: string): string | undefined {
    const [, label = ""] = new RegExp(`^([^.]+)\\.${domain}\\.?$`, "i").exec(hostname) ?? [];
    return this.#find(label.toLowerCase());
  }

  /** Replaces what somebody has told of names on another network. */
  learn(from: object, names: Iterable<Named>): void {
    this.#elsewhere.set(from, new Map(names));
  }

  /** The other network is gone. */
  forget(from: object): void {
    this.#elsewhere.delete(from);
  }

  /** All names, but for those that came from there: whom they are told to knows them, and has a host of its own. */
  all(except?: object): Named[] {
    const others = [...this.#elsewhere].flatMap(([from, names]) => (from === except ? [] : [...names]));
    return [...new Map([...others, ...this.#addresses])].filter(([label]) => except === undefined || label !== host);
  }

  /**
   * The address of a device that is named by its address, its name or its name in DNS.
   *
   * @throws NetworkError `ENOENT` nobody has that name; the message lists those that there are
   */
  resolve(name: string): string {
    const address = isIPv4(name) ? name : (this.find(name) ?? this.#find(labelOf(name)));
    if (address === undefined) {
      const known = this.all()
        .map(([label]) => `${label}.${domain}`)
        .join(", ");
      throw new NetworkError(`nobody on the virtual network is called ${name}; there are ${known}`, "ENOENT");
    }
    return address;
  }

  /** Whether a name is known only from another network. */
  isElsewhere(name: string): boolean {
    const label = labelOf(name.replace(new RegExp(`\\.${domain}\\.?$`, "i"), ""));
    return !isIPv4(name) && !this.#addresses.has(label) && this.#find(label) !== undefined;
  }

  #find(label: string): string | undefined {
    const others = [...this.#elsewhere.values()];
    return this.#addresses.get(label) ?? others.find((names) => names.has(label))?.get(label);
  }
}
