import { EventEmitter } from "node:events";
import { lengthSize } from "../network/packet.ts";
import type { PacketStream } from "../network/port.ts";

/** A packet on its way to a device. */
export interface Arrival {
  /** Nanoseconds on the network's clock. */
  readonly instant: number;
  readonly packet: Buffer;
}

/** The end of a device's cable at the switch: what the switch writes arrives at the device at an instant of the network's clock. */
export class Cable extends EventEmitter implements PacketStream {
  /** In the order in which they arrive. */
  readonly arrivals: Arrival[] = [];
  readonly #arrivalOfNow: () => number;
  #bytes = 0;
  #isOver = false;

  /** @param arrivalOfNow when a packet arrives that is sent at this instant */
  constructor(arrivalOfNow: () => number) {
    super();
    this.#arrivalOfNow = arrivalOfNow;
  }

  get writableLength(): number {
    return this.#bytes;
  }

  /** Takes whole packets, one behind the other. */
  write(bytes: Buffer): void {
    const instant = this.#arrivalOfNow();
    for (let start = 0; start < bytes.length; ) {
      const end = start + lengthSize + bytes.readUInt32BE(start);
      this.arrivals.push({ instant, packet: bytes.subarray(start, end) });
      start = end;
    }
    this.#bytes += bytes.length;
  }

  /** Takes the packets that have arrived by an instant. */
  take(instant: number): Buffer[] {
    const later = this.arrivals.findIndex((one) => one.instant > instant);
    const taken = this.arrivals.splice(0, later === -1 ? this.arrivals.length : later);
    this.#bytes -= taken.reduce((sum, { packet }) => sum + packet.length, 0);
    return taken.map(({ packet }) => packet);
  }

  /** The device sent a packet. */
  send(packet: Buffer): void {
    this.emit("data", packet);
  }

  cork(): void {}
  uncork(): void {}
  end(): void {}

  /** Unplugs the device. */
  destroy(): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.emit("close");
    }
  }
}
