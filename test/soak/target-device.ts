import { fileURLToPath } from "node:url";
import { type BootOptions, boot, type Device, VirtualNetwork } from "../../harness/index.ts";
import { type LinkClock, realClock } from "../../harness/network/link/clock.ts";
import { type Figures, leaks, parseFigures } from "./figures.ts";
import { Honest } from "./honest.ts";
import { Station } from "./station.ts";
import { type Target, targetOf } from "./target.ts";
import { SoakError, Within } from "./within.ts";

const server = fileURLToPath(new URL("programs/server.ts", import.meta.url));
/** Of the first device of a network. */
const mac = "02:00:00:00:00:01";
/** Milliseconds until all that waits for a peer has given it up: connections half open, fragments, those that linger. */
const patience = 180_000;
/** In real time it is looked at how far that is, each so many milliseconds. */
const glance = 5_000;

/** What a device is booted with. */
export interface TargetOptions {
  readonly device: Pick<
    BootOptions,
    "kernel" | "engine" | "board" | "workspace" | "qemu" | "firmware" | "config" | "release"
  >;
  readonly time: "real" | "virtual";
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  /** Where frames and connections are written down. */
  readonly capture?: string;
}

/** A device that serves, an honest station beside it, and a way to send frames that lie. */
export class TargetDevice implements AsyncDisposable {
  readonly device: Device;
  readonly honest: Honest;
  /** The network's. */
  readonly clock: LinkClock;
  readonly station: Station;
  readonly #network: VirtualNetwork;
  readonly #within: Within;
  readonly #places: ReturnType<typeof targetOf>;

  private constructor(
    network: VirtualNetwork,
    device: Device,
    peer: Parameters<typeof targetOf>[1],
    station: Station,
    seed: number,
  ) {
    this.device = device;
    this.clock = network.time.cosimulation ?? realClock;
    this.#network = network;
    this.station = station;
    this.#within = new Within(this.clock, network.time.cosimulation, device);
    this.honest = new Honest(station, this.#within, seed);
    this.#places = targetOf({ mac, address: device.address }, peer);
  }

  static async boot({ device: given, time, seed, signal, capture }: TargetOptions): Promise<TargetDevice> {
    const network = await VirtualNetwork.create({ time, seed, capture, onNotice: () => {} });
    try {
      const stop = signal === undefined ? {} : { signal };
      const device = await boot(server, { ...given, ...stop, network, name: "device" });
      await device.expect("listening on 7");
      const peer = await network.attach({ name: "peer", descriptor: 0 });
      const station = new Station(peer, { mac, address: device.address }, network.time.cosimulation ?? realClock);
      return new TargetDevice(network, device, peer, station, seed);
    } catch (error) {
      await network.close();
      throw error;
    }
  }

  /** What frames are made for, as it is now. */
  get view(): Target {
    const conversations = this.honest.clients.map(({ conversation }) => conversation);
    return { ...this.#places, conversations, recorded: this.station.recorded };
  }

  inject(frame: Uint8Array): void {
    this.#network.frames.inject(frame);
  }

  /** Lets so many milliseconds pass. */
  pass(duration: number): Promise<void> {
    return this.#within.pass(duration);
  }

  /** The firmware's figures once nothing waits for a peer any more, or as soon as they are as they were. */
  async settled(before: Figures | undefined): Promise<Figures> {
    const step = this.#network.time.cosimulation === undefined ? glance : patience;
    for (let passed = step; ; passed += step) {
      await this.#within.pass(step);
      const figures = parseFigures(await this.honest.ask("figures"));
      const address = await this.honest.ask("look up");
      if (address !== "10.0.2.2") {
        throw new SoakError(`host.test is 10.0.2.2, and the device found ${address}`);
      }
      if (before === undefined || passed >= patience || leaks(before, figures).length === 0) {
        return figures;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.device[Symbol.asyncDispose]();
    await this.#network.close();
  }
}
