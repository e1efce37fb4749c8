import { AddressPool, type Place, subnet } from "./addresses.ts";
import { NetworkError } from "./error.ts";
import { host, labelOf, NameTable } from "./names.ts";

/** Somebody's name and place. */
export interface Entry {
  readonly name: string;
  /** Its name in DNS. */
  readonly hostname: string;
  readonly place: Place;
}

/** Who is on a network: names and addresses, of those who were attached here and of those who asked by DHCP. */
export class Registry {
  readonly names = new NameTable();
  /** Called when somebody has come or left. */
  changed: () => void = () => {};
  readonly #pool: AddressPool;
  /** By MAC address. */
  readonly #entries = new Map<string, Entry>();

  /**
   * @param firstAddress the first device's
   * @throws UsageError `EINVAL` it is outside the network
   */
  constructor(firstAddress?: string) {
    this.#pool = new AddressPool(firstAddress);
    this.names.add(host, subnet.gateway);
  }

  /**
   * @param wanted the name; numbered where it is taken
   * @throws UsageError `EINVAL` the address is outside the network
   * @throws NetworkError `EADDRINUSE` it is taken; `EADDRNOTAVAIL` none is left
   */
  enter(wanted: string, address?: string): Entry {
    const name = this.#freeName(wanted);
    const place = this.#pool.take(name, address);
    const entry = { name, place, hostname: this.names.add(name, place.address) };
    this.#entries.set(place.mac, entry);
    this.changed();
    return entry;
  }

  leave({ name, place }: Entry): void {
    this.#pool.give(place);
    this.names.remove(name);
    this.#entries.delete(place.mac);
    this.changed();
  }

  /** @throws NetworkError `EHOSTUNREACH` the name is one of another network: its own host reaches it, this one does not */
  checkHere(name: string): void {
    if (this.names.isElsewhere(name)) {
      const what = `${name} is on another network, which is joined to this one and has a host of its own`;
      throw new NetworkError(`${what}: forward a port of that one`, "EHOSTUNREACH");
    }
  }

  /** Who was attached here with a MAC address. */
  owner(mac: string): Entry | undefined {
    return this.#entries.get(mac);
  }

  /** What DHCP tells a client: the place of a device, or one for who was not attached here, by the name it gives itself. */
  lease(mac: string, name = "guest"): { address: string; label: string } | undefined {
    const known = this.#entries.get(mac);
    const address = known?.place.address ?? this.#pool.lease(mac);
    if (address === undefined) {
      return undefined;
    }
    if (known === undefined && this.names.isFree(name)) {
      this.names.add(name, address);
      this.changed();
    }
    return { address, label: labelOf(known?.name ?? name) };
  }

  #freeName(name: string): string {
    let count = 1;
    // A name in DNS has 63 characters at most, with its number.
    const numbered = () => (count === 1 ? name : `${name.slice(0, 50)}-${count}`);
    while (!this.names.isFree(numbered())) {
      count++;
    }
    return numbered();
  }
}
