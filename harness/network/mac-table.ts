interface Entry<Station> {
  station: Station;
  seen: number;
}

/** As IEEE 802.1Q recommends, in milliseconds. */
const oldest = 300_000;
const capacity = 4096;

/**
 * Which station an address was last seen at. Addresses are numbers: all 48 bits fit into one.
 */
export class MacTable<Station> {
  readonly #entries = new Map<number, Entry<Station>>();
  readonly #now: () => number;

  /** @param now milliseconds on any clock that does not go back */
  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  learn(mac: number, station: Station): void {
    const entry = this.#entries.get(mac);
    if (entry !== undefined) {
      entry.station = station;
      entry.seen = this.#now();
      return;
    }
    if (this.#entries.size >= capacity) {
      this.#makeRoom();
    }
    this.#entries.set(mac, { station, seen: this.#now() });
  }

  /** Where an address is, or undefined where it was never seen, or too long ago. */
  find(mac: number): Station | undefined {
    const entry = this.#entries.get(mac);
    if (entry !== undefined && this.#now() - entry.seen > oldest) {
      this.#entries.delete(mac);
      return undefined;
    }
    return entry?.station;
  }

  forget(station: Station): void {
    for (const [mac, entry] of this.#entries) {
      if (entry.station === station) {
        this.#entries.delete(mac);
      }
    }
  }

  /** The address that was learned first goes: a device that sends from made-up addresses must not fill memory. */
  #makeRoom(): void {
    for (const mac of this.#entries.keys()) {
      this.#entries.delete(mac);
      return;
    }
  }
}
