import { choose, type Engine, type Kernel, type TimeProfile, timeProfiles } from "../base/choices.ts";
import { UsageError } from "../base/errors.ts";
import type { Config } from "../build/kconfig.ts";
import type { DeviceRecord, Stream } from "../console/records.ts";
import type { ForwardOptions } from "../network/index.ts";
import type { VirtualNetwork } from "../time/virtual-network.ts";
import { checkBootOptions } from "./boot-rules.ts";
import { chooseDevice, type DeviceChoice } from "./choose-device.ts";
import { readPinned } from "./pinned.ts";

/** A port of the device, and where the host reaches it. */
export interface PortForward extends ForwardOptions {
  /** The device's port. */
  readonly port: number;
}

/**
 * Writes an app image to where the board has it, and lets the board begin anew. Aborted, it stops as soon as the board allows.
 */
export type FlashApp = (image: Uint8Array, signal: AbortSignal) => Promise<void>;

/** How a program is to be run. */
export interface BootOptions {
  /**
   * Default: what AIO_KERNEL says, else `async-io` in package.json, else `"zephyr"` where a west workspace is found, else the first that the
   * board has: `"freertos"` on mps2_an385.
   */
  kernel?: Kernel;
  /** Default: what AIO_ENGINE says, else `async-io` in package.json, else `"jerryscript"` on Zephyr and `"quickjs"` on FreeRTOS. */
  engine?: Engine;
  /** A folder of `boards/`. Default: what AIO_BOARD says, else `async-io` in package.json, else `"mps2_an385"`. */
  board?: string;
  /** The west workspace that Zephyr and JerryScript come from. Default: ZEPHYR_BASE, else the one around the current folder. */
  workspace?: string;
  /** The network that the device joins. Default: one of its own, which ends with it. `false`: none. */
  network?: VirtualNetwork | false;
  /** Ports of the device that the host reaches before the program runs. */
  forward?: readonly PortForward[];
  /** The device's name on the network: in captures, in messages, and `NAME.test` in DNS. Default: the program's file name. */
  name?: string;
  /** The device's address on the network. Default: the network chooses. `"dhcp"`: it does, and the device asks for it by DHCP. */
  address?: string;
  /** Default: the network's, else `"real"`. */
  time?: TimeProfile;
  /**
   * In virtual time, on a network of its own: whether time stands still once the program is about to run, until it is told to go on
   * with `advance` or `resume`, or something is waited for. Default `false`.
   */
  paused?: boolean;
  /** The program's `args`. */
  args?: readonly string[];
  /**
   * The program as byte code, which starts sooner and needs less memory, on a firmware without positions in stacks: they have the
   * functions' names. With JerryScript. Default: whether AIO_RELEASE is `"1"`.
   */
  release?: boolean;
  /**
   * Kconfig options that differ from the board's, with or without CONFIG_, beside those that `async-io` in package.json has. Each set of them is a
   * firmware of its own.
   */
  config?: Config;
  /** The ELF file of a firmware that is built already. Default: it is built from this package's sources, where they changed. */
  firmware?: string;
  /** Milliseconds that the whole run may take; beyond, it is a hang. Time that a busy host took from QEMU does not count. Default: none. */
  timeout?: number;
  /** Milliseconds until the program's first line, measured as `timeout` is. Default 15,000. */
  bootTimeout?: number;
  /** Aborted, the device is stopped; while it boots, `boot` rejects with the signal's reason. */
  signal?: AbortSignal;
  /** The serial port of a board, `/dev/ttyACM0`: the program runs there, and not in QEMU. */
  port?: string;
  /** The port's speed in bits a second. Default: the board's. */
  baud?: number;
  /** Which of west's runners writes the board. Default: the board's first. */
  runner?: string;
  /** The serial number of the board's debug probe, where several are connected. */
  probe?: string;
  /** Writes the program's image onto the board, which begins anew with it. Default: west's runner does. */
  flash?: FlashApp;
  /** The path of qemu-system-arm. Default: AIO_QEMU, `xpacks/.bin`, PATH. */
  qemu?: string;
  /** Further arguments of QEMU, behind its own. */
  qemuArgs?: readonly string[];
  /** Checks the program's types first. Default `false`: esbuild only leaves them out. */
  typecheck?: boolean;
  /**
   * The device's output as it comes, and whether it is for stdout or stderr; while its promise is pending nothing further is read from the
   * console.
   */
  onOutput?: (text: string, stream: Stream) => void | Promise<void>;
  /**
   * Each record of the firmware as it comes, in its place in the output, with positions in TypeScript; while its promise is pending nothing
   * further is read from the console.
   */
  onRecord?: (record: DeviceRecord) => void | Promise<void>;
  /** What the harness has to say beside the device's output: a warning of the bundler, a damaged record. Default: a Node warning. */
  onNotice?: (text: string) => void;
}

/** The options with every choice made. */
export type Choices = BootOptions & Required<Pick<BootOptions, "kernel" | "engine" | "board" | "release" | "time">>;

/**
 * Checks options and fills the defaults in.
 *
 * @throws UsageError what was given, what is expected, and which name was probably meant
 */
export function checkOptions(options: BootOptions): Choices {
  checkBootOptions(options);
  const { network, time = (network || undefined)?.time.profile ?? "real", paused } = options;
  if (paused && (time === "real" || network !== undefined)) {
    throw new UsageError(
      'paused is for a device in virtual time with a network of its own; a network made with time: "virtual" is paused at first anyway',
    );
  }
  if (options.firmware !== undefined && Object.keys(options.config ?? {}).length > 0) {
    throw new UsageError("a firmware that is built already has its configuration: give either --firmware or --config");
  }
  checkMachine(options);
  const device = chooseDevice(options);
  return {
    onNotice: (text) => process.emitWarning(text, "AsyncIoWarning"),
    ...options,
    ...device,
    config: options.firmware === undefined ? { ...readPinned()?.config, ...options.config } : {},
    release: chooseRelease(options, device),
    time: choose("--time", time, timeProfiles),
  };
}

/** Refuses what the other machine has: a board's network and time are real ones, and QEMU has no port. */
function checkMachine(options: BootOptions): void {
  const { port, forward = [], time, network } = options;
  if (port === undefined) {
    for (const name of ["baud", "runner", "probe", "flash"] as const) {
      if (options[name] !== undefined) {
        throw new UsageError(`${name} is for a board: name its serial port with port as well (--port)`);
      }
    }
    return;
  }
  const given = [
    network !== undefined && network !== false && "a virtual network (network, --capture)",
    options.address !== undefined && "an address that is chosen (address): a board asks for its own by DHCP",
    forward.length > 0 && "a forwarded port (forward, --forward): a board is reached at its own address",
    time === "virtual" && "virtual time (time, --time)",
    options.qemu !== undefined && "a QEMU (qemu, --qemu)",
    options.qemuArgs !== undefined && "arguments of QEMU (qemuArgs)",
  ].find((text) => text !== false);
  if (given !== undefined) {
    throw new UsageError(`the program is to run on the board on ${port}, and only QEMU has ${given}`, {
      code: "ENOTSUP",
    });
  }
}

/**
 * Whether a release is meant.
 *
 * @throws UsageError `ENOTSUP` the engine has none
 */
export function chooseRelease(
  { release = process.env.AIO_RELEASE === "1" }: Pick<BootOptions, "release">,
  { engine }: Pick<DeviceChoice, "engine">,
): boolean {
  if (release && engine !== "jerryscript") {
    throw new UsageError(
      `--release runs byte code, which only JerryScript has here, not ${engine}: add --engine jerryscript`,
      {
        code: "ENOTSUP",
      },
    );
  }
  return release;
}
