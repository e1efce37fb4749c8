import { start } from "../device/boot.ts";
import type { Device } from "../device/device.ts";
import type { BootOptions } from "../device/options.ts";
import { loadProgram } from "../device/program.ts";
import { CaptureBuffer } from "../evidence/capture-buffer.ts";
import { DeviceRecorder } from "../evidence/device-recorder.ts";
import { VirtualNetwork } from "../time/virtual-network.ts";
import { type Plan, TestRun } from "./test-run.ts";

/** The device that runs a file of tests, and what is written down of it. */
export class DeviceSuite {
  readonly recorders: DeviceRecorder[] = [];
  readonly capture = new CaptureBuffer();
  readonly #notices: string[] = [];
  #network: VirtualNetwork | undefined;
  #device: Device | undefined;

  /** Boots the file. Rejects, with nothing left, where that fails or the file declares no tests. */
  async begin(path: string, options: BootOptions, seed: number): Promise<{ run: TestRun; plan: Plan }> {
    try {
      const recorder = new DeviceRecorder(options.onOutput);
      const device = await start(path, {
        ...(await this.#join(path, options, seed)),
        onNotice: (text) => this.#notices.push(text),
        ...options,
        onOutput: recorder.onOutput,
      });
      this.#device = device;
      this.recorders.push(recorder.follow(device));
      await device.started;
      const run = new TestRun(device);
      return { run, plan: await run.plan() };
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /**
   * Waits for the device's end.
   *
   * @throws Error it did not end as it should
   */
  async conclude(): Promise<void> {
    const exit = await this.#device?.exit;
    await this.#network?.close();
    if (exit?.reason !== "program" || (exit.code !== 0 && exit.code !== 1)) {
      throw new Error([`the device did not end as it should: ${this.#device?.diagnosis}`, ...this.#notices].join("\n"));
    }
  }

  /** Ends what is left. */
  async stop(): Promise<void> {
    await this.#device?.stop();
    await this.#network?.close();
  }

  /** A network that is captured, where the device is to have one of its own. */
  async #join(path: string, { network, port, time }: BootOptions, seed: number): Promise<Pick<BootOptions, "network">> {
    if (network !== undefined || port !== undefined) {
      return {};
    }
    // As of a device that makes its own network: what that answers has to come in the device's time.
    const isFree = time === "virtual" && (await loadProgram(path)).usesNetwork;
    this.#network = await VirtualNetwork.create({
      seed,
      capture: this.capture,
      ...(isFree && { time, onNotice: () => {} }),
    });
    if (isFree) {
      this.#network.time.resume();
    }
    return { network: this.#network };
  }
}
