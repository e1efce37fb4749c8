import type { TimeProfile } from "../base/choices.ts";
import { UsageError } from "../base/errors.ts";
import type { DeviceRecord, Stream } from "../console/records.ts";
import { start } from "../device/boot.ts";
import type { Device } from "../device/device.ts";
import type { Exit } from "../device/exit.ts";
import type { BootOptions, PortForward } from "../device/options.ts";
import { type LoadedProgram, loadProgram } from "../device/program.ts";
import { VirtualNetwork } from "../time/virtual-network.ts";
import { type Numbered, numbered } from "./device-count.ts";
import { bootOptions, type DeviceOptions } from "./device-options.ts";
import { type LinkArguments, linkOptions } from "./link-options.ts";
import { note } from "./note.ts";
import { type PortOptions, portOptions } from "./port-options.ts";
import { prefixed } from "./prefixed.ts";
import { TestResults } from "./test-results.ts";

/** What `async-io run` is told. */
export interface RunOptions extends DeviceOptions, PortOptions, LinkArguments {
  time: TimeProfile;
  forward?: readonly PortForward[];
  devices: number;
  capture?: string;
  timeout?: number;
  watch?: true;
}

/** A program that is to be run once. */
export interface Run {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: RunOptions;
  /** The program, where it is bundled and checked already. */
  readonly bundled?: LoadedProgram | undefined;
  /** Takes what the devices print. */
  readonly write: (text: string, stream: Stream) => Promise<void>;
}

/** Runs a program on its devices until all of them have ended. Returns the code of the first that did not end with 0. */
export async function runDevices({ file, args, options, bundled, write }: Run, signal: AbortSignal): Promise<number> {
  await using network = await createNetwork(options, () => bundled ?? loadProgram(file, { release: options.release }));
  const failed = new AbortController();
  const common: BootOptions = {
    ...bootOptions(options),
    ...portOptions(options),
    ...(options.timeout !== undefined && { timeout: options.timeout }),
    ...(network !== undefined && { network }),
    time: options.time,
    signal: AbortSignal.any([signal, failed.signal]),
    onNotice: note,
  };
  const codes: number[] = [];
  let isBlamed = false;
  let missing = options.devices;
  const started = () => {
    missing--;
    if (missing === 0 && network?.time.cosimulation !== undefined) {
      // They are switched on at one instant, whichever this machine started first.
      network.time.resume();
    }
  };
  const runs = numbered(file, options.devices, args).map(async (one, at) => {
    const forward = at === 0 ? (options.forward ?? []) : [];
    const own = { ...common, forward, typecheck: bundled === undefined && at === 0 };
    const device = runDevice({ file, one, options: own, bundled, write, started });
    const { code, reason } = await device.catch((error): Exit => {
      // A device whose program is still checked or built when another one fails rejects with that end.
      if (failed.signal.aborted) {
        return { code: null, reason: "stopped" };
      }
      throw error;
    });
    codes[at] = code ?? 0;
    isBlamed ||= reason === "program" && code !== 0;
    if (reason === "boot") {
      failed.abort();
    }
  });
  try {
    await Promise.all(runs);
  } catch (error) {
    // One that cannot be started ends the others, as one that does not boot: they are gone before its reason is told.
    failed.abort(error);
    await Promise.allSettled(runs);
    throw error;
  }
  // A crash and a hang have it in their own message.
  if (isBlamed && network?.isDisturbed) {
    note(`the network's seed is ${network.seed}`);
  }
  return codes.find((code) => code !== 0) ?? 0;
}

interface DeviceRun extends Pick<Run, "file" | "bundled" | "write"> {
  readonly one: Numbered;
  readonly options: BootOptions;
  readonly started: () => void;
}

/** Runs the program on one device, and returns how that ended. */
async function runDevice({ file, one, options, bundled, write, started }: DeviceRun): Promise<Exit> {
  const { name, address, args } = one;
  const prefix = name === undefined ? "" : `${name} | `;
  const lines = {
    stdout: prefixed(prefix, (text) => write(text, "stdout")),
    stderr: prefixed(prefix, (text) => write(text, "stderr")),
  };
  const onOutput = name === undefined ? write : (text: string, stream: Stream) => lines[stream].write(text);
  const results = new TestResults();
  const onRecord = (record: DeviceRecord) => onOutput(results.text(record), "stdout");
  const place = { ...(name !== undefined && { name }), ...(address !== undefined && { address }) };
  const device: Device = await start(file, { ...options, ...place, args, onOutput, onRecord }, bundled);
  started();
  const { code, reason } = await device.ended;
  await lines.stdout.end();
  await lines.stderr.end();
  if (reason !== "program" && reason !== "stopped") {
    note(`${prefix}${device.diagnosis ?? reason}`);
  }
  return { code, reason };
}

/** The network that the devices join; a board is on one of its own. */
async function createNetwork(
  options: RunOptions,
  load: () => LoadedProgram | Promise<LoadedProgram>,
): Promise<VirtualNetwork | undefined> {
  checkRun(options);
  const { capture, port, seed, devices } = options;
  const link = linkOptions(options);
  return port !== undefined
    ? undefined
    : VirtualNetwork.create({
        capture,
        // One device's goes on by itself, unless the network's answers have to come in its time.
        ...(options.time === "virtual" && (devices > 1 || (await load()).usesNetwork) && { time: options.time }),
        ...(seed !== undefined && { seed }),
        ...(link !== undefined && { link }),
      });
}

/**
 * Refuses what only the virtual network has for a board.
 *
 * @throws UsageError `ENOTSUP`
 */
export function checkRun(options: RunOptions): void {
  const { capture, port, seed, devices } = options;
  const link = linkOptions(options);
  const virtual = [
    capture !== undefined &&
      `--capture writes the frames of the virtual network, and the board on ${port} is on a real one: capture that with tcpdump`,
    (link !== undefined || seed !== undefined) &&
      `--${Object.keys(link ?? { seed })[0]} disturbs the virtual network, and the board on ${port} is on a real one`,
    devices > 1 && `--devices starts several in QEMU, and there is one board on ${port}`,
  ].find((reason) => reason !== false);
  if (port !== undefined && virtual !== undefined) {
    throw new UsageError(virtual, { code: "ENOTSUP" });
  }
}
