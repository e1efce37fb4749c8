import { isIPv4 } from "node:net";
import { NetworkError } from "./error.ts";

/** The domain of all names on the virtual network: RFC 6761 keeps it for this. */
export const domain = "test";

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

/** Who is who on a network: `device-a.test` and its address. */
export class NameTable {
  readonly #addresses = new Map<string, string>();

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
    return this.#addresses.get(label.toLowerCase());
  }

  /**
   * The address of a device that is named by its address, its name or its name in DNS.
   *
   * @throws NetworkError `ENOENT` nobody has that name; the message lists those that there are
   */
  resolve(host: string): string {
    const address = isIPv4(host) ? host : (this.find(host) ?? this.#addresses.get(labelOf(host)));
    if (address === undefined) {
      const known = [...this.#addresses.keys()].map((label) => `${label}.${domain}`).join(", ");
      throw new NetworkError(`nobody on the virtual network is called ${host}; there are ${known}`, "ENOENT");
    }
    return address;
  }
}
