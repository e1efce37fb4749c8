import { parseIPv4 } from "../base/address.ts";
import { UsageError } from "../base/errors.ts";
import { NetworkError } from "./error.ts";

/** The virtual network, as QEMU's user network has it by default: 10.0.2.0/24. */
export const subnet = {
  prefix: "10.0.2",
  netmask: "255.255.255.0",
  /** The host, as devices see it. */
  gateway: "10.0.2.2",
  dns: "10.0.2.3",
} as const;

/** The last numbers of addresses: devices that are attached get these, in order … */
const attached = { first: 15, last: 127 } as const;
/** … and those that ask by DHCP and were not attached here get these. */
const leased = { first: 128, last: 254 } as const;
/** What can be asked for: not the network's own address, the host's, the name server's and the broadcast. */
const possible = { first: 4, last: 254 } as const;

/** The address of the device that is attached after so many others. */
export function deviceAddress(before: number): string {
  return `${subnet.prefix}.${attached.first + before}`;
}

/** What a device is told about its place on the network. */
export interface Place {
  readonly index: number;
  readonly address: string;
  readonly mac: string;
}

/** Hands out addresses: the one that is asked for, or the lowest free one. */
export class AddressPool {
  readonly #first: number;
  readonly #taken = new Set<number>();
  /** The number that a name had, for when it comes back. */
  readonly #known = new Map<string, number>();
  readonly #leases = new Map<string, number>();

  /**
   * @param first the address of the first device, where it is not 10.0.2.15
   * @throws UsageError `EINVAL` it is outside the network
   */
  constructor(first?: string) {
    this.#first = first === undefined ? attached.first : lastNumber("firstAddress", first, attached.last);
  }

  /**
   * @param name who asks: a device that was here before gets its address again where that is free
   * @throws UsageError `EINVAL` the address that is asked for is outside the network
   * @throws NetworkError `EADDRINUSE` it is taken; `EADDRNOTAVAIL` none is left
   */
  take(name: string, address?: string): Place {
    const number = address === undefined ? this.#free(name) : this.#asked(address);
    this.#taken.add(number);
    this.#known.set(name, number);
    // One number a device in both: 10.0.2.15 is 02:00:00:00:00:01.
    const mac = `02:00:00:00:00:${((number - attached.first + 1) & 0xff).toString(16).padStart(2, "0")}`;
    return { index: (number - attached.first) & 0xff, address: `${subnet.prefix}.${number}`, mac };
  }

  give({ address }: Place): void {
    this.#taken.delete(Number(address.split(".").at(-1)));
  }

  /** The address of a MAC address that nobody was attached with: always the same. Undefined where none is left. */
  lease(mac: string): string | undefined {
    let number = this.#leases.get(mac) ?? leased.first;
    while (!this.#leases.has(mac) && this.#taken.has(number)) {
      number++;
    }
    if (number > leased.last) {
      return undefined;
    }
    this.#leases.set(mac, number);
    this.#taken.add(number);
    return `${subnet.prefix}.${number}`;
  }

  #asked(address: string): number {
    const number = lastNumber("address", address, possible.last);
    if (this.#taken.has(number)) {
      throw new NetworkError(`the address ${address} is taken on this network; choose another, or none`, "EADDRINUSE");
    }
    return number;
  }

  #free(name: string): number {
    const before = this.#known.get(name);
    if (before !== undefined && !this.#taken.has(before)) {
      return before;
    }
    let number = this.#first;
    while (this.#taken.has(number)) {
      number++;
    }
    if (number > attached.last) {
      const room = attached.last - this.#first + 1;
      throw new NetworkError(`a network has room for ${room} devices, and all are there`, "EADDRNOTAVAIL");
    }
    return number;
  }
}

/** The last number of an address of the network that a device can have. */
function lastNumber(option: string, address: string, last: number): number {
  const number = parseIPv4(address)[3] ?? 0;
  if (address !== `${subnet.prefix}.${number}` || number < possible.first || number > last) {
    const range = `${subnet.prefix}.${possible.first} to ${subnet.prefix}.${last}`;
    throw new UsageError(`${option} must be one of ${range} on the virtual network, but ${address} was given`);
  }
  return number;
}
