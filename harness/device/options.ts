import { boardNames } from "../boards/load.ts";
import type { Config } from "../build/kconfig.ts";
import { choose, type Engine, engines, type Kernel, kernels, type TimeProfile, timeProfiles } from "../choices.ts";
import { UsageError } from "../errors.ts";
import type { ForwardOptions, VirtualNetwork } from "../network/index.ts";

/** A port of the device, and where the host reaches it. */
export interface PortForward extends ForwardOptions {
  readonly port: number;
}

/** How a program is to be run. */
export interface BootOptions {
  /** Default `"freertos"`. */
  kernel?: Kernel;
  /** Default `"quickjs"`. */
  engine?: Engine;
  /** A folder of `boards/`. Default `"mps2_an385"`. */
  board?: string;
  /** The network that the device joins. Default: one of its own, which ends with it. `false`: none. */
  network?: VirtualNetwork | false;
  /** Ports of the device that the host reaches before the program runs. */
  forward?: readonly PortForward[];
  /** The device's name on the network: in captures and messages. Default: the program's file name. */
  name?: string;
  /** Default `"real"`. */
  time?: TimeProfile;
  /** The program's `args`. */
  args?: readonly string[];
  /** Kconfig options that differ from the board's, with or without CONFIG_. Each set of them is a firmware of its own. */
  config?: Config;
  /** The ELF file of a firmware that is built already. Default: it is built from this package's sources, where they changed. */
  firmware?: string;
  /** Milliseconds that the whole run may take; beyond, it is a hang. Time that a busy host took from QEMU does not count. */
  timeout?: number;
  /** Milliseconds until the program's first line, measured as `timeout` is. Default 15,000. */
  bootTimeout?: number;
  /** Aborted, the device is stopped; while it boots, `boot` rejects with the signal's reason. */
  signal?: AbortSignal;
  /** The path of qemu-system-arm. Default: AIO_QEMU, `xpacks/.bin`, PATH. */
  qemu?: string;
  /** Further arguments of QEMU, behind its own. */
  qemuArgs?: readonly string[];
  /** Checks the program's types first. Default `false`: esbuild only leaves them out. */
  typecheck?: boolean;
  /** The device's output as it comes; while its promise is pending nothing further is read from the console. */
  onOutput?: (text: string) => void | Promise<void>;
  /** What the harness has to say beside the device's output: a warning of the bundler, a damaged record. Default: a Node warning. */
  onNotice?: (text: string) => void;
}

/** The options with every choice made. */
export type Choices = BootOptions & Required<Pick<BootOptions, "kernel" | "engine" | "board" | "time">>;

/**
 * Checks options and fills the defaults in.
 *
 * @throws UsageError what was given, what is expected, and which name was probably meant
 */
export function checkOptions(options: BootOptions): Choices {
  const { kernel = "freertos", engine = "quickjs", board = "mps2_an385", time = "real" } = options;
  for (const name of ["timeout", "bootTimeout"] as const) {
    const value = options[name];
    if (value !== undefined && !(typeof value === "number" && value > 0)) {
      throw new UsageError(`${name} must be a number of milliseconds above 0, but ${String(value)} was given`);
    }
  }
  if (options.firmware !== undefined && Object.keys(options.config ?? {}).length > 0) {
    throw new UsageError("a firmware that is built already has its configuration: give either --firmware or --config");
  }
  return {
    onNotice: (text) => process.emitWarning(text, "AsyncIoWarning"),
    ...options,
    kernel: choose("--kernel", kernel, kernels),
    engine: choose("--engine", engine, engines),
    board: choose("--board", board, boardNames()),
    time: choose("--time", time, timeProfiles),
  };
}
