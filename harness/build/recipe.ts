import { join } from "node:path";
import type { Engine, Kernel } from "../base/choices.ts";
import type { Ccache } from "./ccache.ts";
import type { Config } from "./kconfig.ts";

/** Which firmware is to be built. */
export interface FirmwareChoice {
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly board: string;
  /** Programs are byte code, and stacks have no positions: `CONFIG_AIO_JS_SNAPSHOT`. */
  readonly release?: boolean | undefined;
  /** Kconfig options that differ from the board's. A firmware is built for each set of them. */
  readonly config?: Config;
  /** `--workspace`: the west workspace, see `findWorkspace`. */
  readonly workspace?: string | undefined;
}

/** The tools that every build takes, by their paths. */
export interface BuildTools {
  readonly cmake: string;
  readonly ninja: string;
  readonly compiler: string;
}

/** How CMake is to be called for a firmware, and what comes of it. */
export interface Recipe {
  /** The folder with CMakeLists.txt. */
  readonly source: string;
  /** CMake's arguments beside the folders, the generator and the Kconfig fragment. */
  readonly args: readonly string[];
  /** What the environment has beside this process's. */
  readonly env: Readonly<Record<string, string>>;
  readonly ccache: Ccache;
  readonly output: Output;
}

/** Where a build folder has its results. */
export interface Output {
  readonly elf: string;
  /** Kconfig's result. */
  readonly config: string;
}

export const outputs: Readonly<Record<Kernel, Output>> = {
  freertos: { elf: "firmware.elf", config: ".config" },
  zephyr: { elf: join("zephyr", "zephyr.elf"), config: join("zephyr", ".config") },
};

/** All that anything of a build folder is used for once it is built: to run, to measure, to flash with west, to make byte code. */
export const firmwareFiles: Readonly<Record<Kernel, readonly string[]>> = {
  freertos: [...Object.values(outputs.freertos), "firmware.map", join("host", "snapshot")],
  zephyr: [
    ...Object.values(outputs.zephyr),
    ...["zephyr.map", "zephyr.hex", "zephyr.bin", "zephyr.dts", "runners.yaml"].map((name) => join("zephyr", name)),
    "CMakeCache.txt",
    "build_info.yml",
    join("host", "snapshot"),
  ],
};
