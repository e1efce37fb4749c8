import { NetworkError } from "./error.ts";

/** The virtual network, as QEMU's user network has it by default: 10.0.2.0/24. */
export const subnet = {
  prefix: "10.0.2",
  netmask: "255.255.255.0",
  /** The host, as devices see it. */
  gateway: "10.0.2.2",
  dns: "10.0.2.3",
} as const;

/** Devices get the last numbers from here … */
const first = 15;
/** … to here; DHCP gives out those behind it. */
const last = 127;
export const dhcpStart = `${subnet.prefix}.${last + 1}`;

/** What a device is told about its place on the network. */
export interface Place {
  readonly index: number;
  readonly address: string;
  readonly mac: string;
}

/** Hands out addresses, the lowest free one first. */
export class AddressPool {
  readonly #taken = new Set<number>();

  /**
   * @throws NetworkError `EADDRNOTAVAIL` none is left
   */
  take(): Place {
    let index = 0;
    while (this.#taken.has(index)) {
      index++;
    }
    if (first + index > last) {
      throw new NetworkError(`a network has room for ${last - first + 1} devices, and all are there`, "EADDRNOTAVAIL");
    }
    this.#taken.add(index);
    const number = (index + 1).toString(16).padStart(2, "0");
    return { index, address: `${subnet.prefix}.${first + index}`, mac: `02:00:00:00:00:${number}` };
  }

  give({ index }: Place): void {
    this.#taken.delete(index);
  }
}
