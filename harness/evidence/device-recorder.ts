import type { DeviceRecord, Stream } from "../console/records.ts";
import type { Device } from "../device/device.ts";
import type { DeviceInfo } from "../device/info.ts";
import { within } from "../device/within.ts";
import { type Moment, TimedLines } from "./timed-lines.ts";

/** How long a device may take to tell what it does. In milliseconds. */
const patience = 5_000;

/** Writes down what one device prints and reports, and when. */
export class DeviceRecorder {
  /** For `boot`'s option. */
  readonly onOutput: (text: string, stream: Stream) => void | Promise<void>;
  readonly console = new TimedLines();
  #device: Device | undefined;
  #boot: DeviceRecord | undefined;
  #description: string | undefined;
  #bootedAt = performance.now();

  /** @param next who hears of the output as well */
  constructor(next?: (text: string, stream: Stream) => void | Promise<void>) {
    this.onOutput = (text, stream) => {
      this.console.text(text, this.#now());
      return next?.(text, stream);
    };
  }

  /** Begins to write down what the firmware reports. */
  follow(device: Device): this {
    this.#device = device;
    this.#bootedAt = performance.now();
    void this.#read(device);
    return this;
  }

  get info(): DeviceInfo | undefined {
    return this.#device?.info;
  }

  /** What the firmware said of itself when it booted. */
  get boot(): DeviceRecord | undefined {
    return this.#boot;
  }

  /** One line, or several with a backtrace: how the run ended, or what the device did when it was asked. */
  get summary(): string {
    const name = this.#device?.info.name ?? "device";
    return `${name}: ${this.#description ?? this.#device?.diagnosis ?? "it runs"}`;
  }

  /** Asks the device what it does, while it is still there. */
  async describe(): Promise<void> {
    this.#description ??= await within(patience, this.#device?.describe() ?? Promise.resolve(undefined));
  }

  async #read(device: Device): Promise<void> {
    for await (const record of device.records()) {
      if (record.t === "boot") {
        this.#boot ??= record;
      }
      const { t, ...fields } = record;
      const text = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      this.console.line(`[${[t, ...text].join(" ")}]`, this.#now());
    }
  }

  /** Virtual time that is told to go on is known, real time is this machine's. */
  #now(): Moment {
    const host = Date.now();
    try {
      return { host, guest: this.#device?.now() ?? 0 };
    } catch {
      return { host, guest: this.info?.time === "virtual" ? undefined : performance.now() - this.#bootedAt };
    }
  }
}
