import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { HarnessError, UsageError } from "../base/errors.ts";
import { start } from "../device/boot.ts";
import { Device } from "../device/device.ts";
import type { BootOptions } from "../device/options.ts";
import type { SharedOptions } from "../device/shared-options.ts";
import { CaptureBuffer } from "../evidence/capture-buffer.ts";
import { DeviceRecorder } from "../evidence/device-recorder.ts";
import { VirtualNetwork } from "../time/virtual-network.ts";
import { located } from "./located.ts";

/** What a test has beside ava's `t`. */
export interface Bench {
  /** The test's own network, which every device joins that it boots. Nothing runs for it until then. */
  readonly network: VirtualNetwork;
  /** What the network's random choices come from. */
  readonly seed: number;
  /** Aborted when the test is over. */
  readonly signal: AbortSignal;
  /**
   * Boots a program on a device of its own. Returns when its first line is about to run. `device.expect` counts as an assertion.
   *
   * @param program a path from the test file's folder
   */
  boot(program: string | URL, options?: BootOptions): Promise<Device>;
}

export interface BenchSetup {
  /** Where programs' paths begin. */
  file: string;
  seed: number;
  internet: boolean;
  /** What devices are booted with unless `boot` is told otherwise. */
  defaults: SharedOptions;
  /** Something that was expected came. */
  passed(): void;
  /** Runs what has limits of its own. */
  unlimited<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** What one test boots: all of it ends with `close`. */
export class TestBench implements Bench {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly capture: CaptureBuffer;
  readonly recorders: DeviceRecorder[] = [];
  readonly boot: Bench["boot"];
  readonly #setup: BenchSetup;
  readonly #network: VirtualNetwork;
  readonly #devices: Device[] = [];
  /** Those whose `exit` was read. */
  readonly #watched = new Set<Device>();
  /** Those that are on their way, too. */
  readonly #booting = new Set<Promise<unknown>>();
  readonly #over = new AbortController();

  private constructor(setup: BenchSetup, network: VirtualNetwork, capture: CaptureBuffer) {
    this.seed = setup.seed;
    this.signal = this.#over.signal;
    this.capture = capture;
    this.#setup = setup;
    this.#network = network;
    this.boot = located((program, options) => this.#track(setup.unlimited(() => this.#boot(program, options))));
    network.frame = located(network.frame.bind(network), setup.passed);
  }

  static async open(setup: BenchSetup): Promise<TestBench> {
    const { seed, internet, defaults } = setup;
    const capture = new CaptureBuffer();
    const { time } = defaults;
    const network = await VirtualNetwork.create({ seed, internet, capture, ...(time !== undefined && { time }) });
    return new TestBench(setup, network, capture);
  }

  get network(): VirtualNetwork {
    if (this.#setup.defaults.port !== undefined) {
      throw new UsageError("a board at a serial port is on a real network: only QEMU has a virtual one", {
        code: "ENOTSUP",
      });
    }
    return this.#network;
  }

  /** What each device does, or how it ended. */
  async describe(): Promise<void> {
    await Promise.all(this.recorders.map((recorder) => recorder.describe()));
  }

  /** Devices that ended badly by themselves, and whose `exit` the test did not look at: one line each, or several with a backtrace. */
  async unnoticed(): Promise<string[]> {
    const ended = this.#devices.filter((device) => device.diagnosis !== undefined && !this.#watched.has(device));
    const ends = await Promise.all(ended.map(async (device) => ({ device, ...(await exitOf(device)) })));
    return ends
      .filter(({ reason, code }) => reason !== "stopped" && code !== 0)
      .map(({ device }) => `${device.info.name}: ${device.diagnosis}`);
  }

  /** Ends everything. Never rejects for what a device did. */
  async close(): Promise<void> {
    this.#over.abort(
      new HarnessError("the test is over, and has not awaited this", { code: "ECANCELED", exitCode: 1 }),
    );
    await Promise.allSettled(this.#booting);
    await Promise.all(this.#devices.map((device) => device.stop("its test is over")));
    await this.#network.close();
  }

  async #boot(program: string | URL, options: BootOptions = {}): Promise<Device> {
    const { file, defaults, passed } = this.#setup;
    const path = program instanceof URL ? fileURLToPath(program) : resolve(dirname(fileURLToPath(file)), program);
    const recorder = new DeviceRecorder(options.onOutput);
    this.signal.throwIfAborted();
    const typecheck = options.typecheck ?? (defaults.typecheck && !checked.has(path));
    const device = await start(path, {
      ...(defaults.port === undefined && { network: this.#network }),
      ...defaults,
      ...options,
      ...(typecheck !== undefined && { typecheck }),
      onOutput: recorder.onOutput,
      signal: AbortSignal.any([this.signal, ...(options.signal === undefined ? [] : [options.signal])]),
    });
    checked.add(path);
    this.#devices.push(device);
    this.recorders.push(recorder.follow(device));
    await device.started;
    Object.defineProperty(device, "exit", {
      get: () => {
        this.#watched.add(device);
        return exitOf(device);
      },
    });
    device.expect = located(device.expect.bind(device), passed);
    return device;
  }

  #track<Value>(promise: Promise<Value>): Promise<Value> {
    this.#booting.add(promise);
    const done = () => this.#booting.delete(promise);
    promise.then(done, done);
    return promise;
  }
}

/** Programs that this process has booted: their types are not checked for each test. */
const checked = new Set<string>();

const readExit = Object.getOwnPropertyDescriptor(Device.prototype, "exit")?.get;

/** A device's own `exit`, also where something was put before it. */
function exitOf(device: Device): Device["exit"] {
  return readExit?.call(device);
}
