import { ethernetHeader, Frame } from "./frame.ts";
import { MacTable } from "./mac-table.ts";
import { lengthSize } from "./packet.ts";

/** What is plugged into a switch. */
export interface Station {
  readonly name: string;
  /** Takes a packet. It is shared: it must not be changed. A station that wants to write later calls {@link Switch.wake}. */
  send(packet: Buffer): void;
  /** Writes what has been gathered. */
  flush(): void;
}

/** Hears of every frame that the switch takes, before it is forwarded. */
export type Listener = (frame: Frame, from: Station) => void;

/** Where the MAC addresses are in a packet, and the bit in an address's first byte that says that many are meant. */
const destinationAt = lengthSize;
const sourceAt = lengthSize + 6;
const groupBit = 1;

/** What became of frames that did not go on. */
export interface SwitchStatistics {
  /** All that came. */
  frames: number;
  /** Shorter than Ethernet's header, or from a group address. */
  invalid: number;
  /** Between stations that a partition keeps apart. */
  partitioned: number;
}

/**
 * A learning Ethernet switch.
 */
export class Switch {
  readonly statistics: SwitchStatistics = { frames: 0, invalid: 0, partitioned: 0 };
  readonly #stations = new Set<Station>();
  readonly #table: MacTable<Station>;
  readonly #listeners = new Set<Listener>();
  readonly #waiting = new Set<Station>();
  readonly #later: (() => void)[] = [];
  /** Pairs of groups that do not hear one another. */
  #partitions: [ReadonlySet<Station>, ReadonlySet<Station>][] = [];

  /** @param now milliseconds on any clock that does not go back; addresses age by it */
  constructor(now: () => number = () => performance.now()) {
    this.#table = new MacTable(now);
  }

  add(station: Station): void {
    this.#stations.add(station);
  }

  remove(station: Station): void {
    this.#stations.delete(station);
    this.#waiting.delete(station);
    this.#table.forget(station);
  }

  /** Calls back for each frame until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From now on no frame passes between the two groups, either way. Adds to earlier partitions. */
  partition(left: Iterable<Station>, right: Iterable<Station>): void {
    this.#partitions.push([new Set(left), new Set(right)]);
  }

  /** Ends all partitions. */
  heal(): void {
    this.#partitions = [];
  }

  /** A station sent a packet. */
  receive(from: Station, packet: Buffer): void {
    this.statistics.frames++;
    if (packet.length < lengthSize + ethernetHeader || (packet.readUInt8(sourceAt) & groupBit) !== 0) {
      this.statistics.invalid++;
      return;
    }
    if (this.#listeners.size > 0) {
      const frame = new Frame(packet.subarray(lengthSize));
      for (const listener of this.#listeners) {
        listener(frame, from);
      }
    }
    this.#table.learn(packet.readUIntBE(sourceAt, 6), from);
    const isGroup = (packet.readUInt8(destinationAt) & groupBit) !== 0;
    const to = isGroup ? undefined : this.#table.find(packet.readUIntBE(destinationAt, 6));
    if (to !== undefined) {
      this.#forward(from, to, packet);
      return;
    }
    for (const station of this.#stations) {
      this.#forward(from, station, packet);
    }
  }

  /** A station has something to write at the next {@link flush}. */
  wake(station: Station): void {
    this.#waiting.add(station);
  }

  /** Calls back at the next {@link flush}, when what is being forwarded has been. */
  later(callback: () => void): void {
    this.#later.push(callback);
  }

  /** Lets every station write that has something to. */
  flush(): void {
    for (let callback = this.#later.shift(); callback !== undefined; callback = this.#later.shift()) {
      callback();
    }
    for (const station of this.#waiting) {
      station.flush();
    }
    this.#waiting.clear();
  }

  #forward(from: Station, to: Station, packet: Buffer): void {
    if (from === to) {
      return;
    }
    if (this.#partitions.length > 0 && this.#apart(from, to)) {
      this.statistics.partitioned++;
      return;
    }
    to.send(packet);
  }

  #apart(from: Station, to: Station): boolean {
    return this.#partitions.some(
      ([left, right]) => (left.has(from) && right.has(to)) || (right.has(from) && left.has(to)),
    );
  }
}
