import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine, Kernel } from "../base/choices.ts";
import { type Config, readConfig } from "./kconfig.ts";
import { kconfigFiles } from "./kconfig-files.ts";

/** Options that few files of the firmware read, on either kernel. */
const anyKernel = [
  "AIO_CONSOLE_BUFFER_SIZE",
  "AIO_JS_HEAP_SIZE",
  "AIO_JS_STACK_SIZE",
  "AIO_LOOKUP_TIMEOUT_MS",
  "AIO_MAX_TIMERS",
  "AIO_REACTOR_STACK_SIZE",
  "AIO_TURN_EVENTS",
];

/**
 * The options that size something which few files of the firmware read, through `<aio/sizes.h>`. A build folder takes others by compiling
 * these files and linking.
 */
export const sizeOptions: Readonly<Record<Kernel, readonly string[]>> = {
  // Every file of lwIP reads how many sockets there are.
  freertos: anyKernel,
  zephyr: [...anyKernel, "AIO_MAX_SOCKETS"],
};

/** What Kconfig sets to the value of a size option where it is not given. */
const followers: Readonly<Record<string, string>> = { AIO_JS_STACK_SIZE: "MAIN_STACK_SIZE" };

/** Values of size options and of what follows them, by name, without CONFIG_. */
export type Sizes = Readonly<Record<string, number>>;

/** A request's options, taken apart. */
export interface TakenSizes {
  /** What `aio_sizes.h` has. */
  readonly sizes: Sizes;
  /** What Kconfig has to be run with. */
  readonly rest: Config;
}

/** Takes the size options out of a configuration. One whose value Kconfig would refuse stays, for Kconfig to say why. */
export function takeSizes(config: Config, kernel: Kernel): TakenSizes {
  const sizes: Record<string, number> = {};
  const rest: Record<string, Config[string]> = {};
  const given = new Set(Object.keys(config).map(plain));
  for (const [key, value] of Object.entries(config)) {
    const name = plain(key);
    const { [name]: follower } = followers;
    if (!sizeOptions[kernel].includes(name) || !fits(name, value) || (follower !== undefined && given.has(follower))) {
      rest[key] = value;
      continue;
    }
    for (const each of follower === undefined ? [name] : [name, follower]) {
      sizes[each] = Number(value);
    }
  }
  return { sizes, rest };
}

function plain(option: string): string {
  return option.replace(/^CONFIG_/, "");
}

/** Writes the header of a build folder, where it says anything else: ninja looks at the time of the file. */
export function writeSizes(dir: string, sizes: Sizes): void {
  const folder = join(dir, "sizes");
  const path = join(folder, "aio_sizes.h");
  const lines = Object.entries(sizes).map(
    ([name, value]) => `#undef CONFIG_${name}\n#define CONFIG_${name} ${value}\n`,
  );
  const text = lines.sort().join("");
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
}

/** A `.config` with other sizes. */
export function withSizes(text: string, sizes: Sizes): string {
  return Object.entries(sizes).reduce(
    (before, [name, value]) => before.replace(new RegExp(`^CONFIG_${name}=.*$`, "m"), `CONFIG_${name}=${value}`),
    text,
  );
}

/** Bytes that JerryScript's pointers of 16 bits reach: beyond, it is compiled with 32. */
const narrowPointers = 524_288;

/** Whether the engine that was compiled for a `.config` is the one that other sizes take. */
export function isSameEngine(engine: Engine, text: string, sizes: Sizes): boolean {
  const { AIO_JS_HEAP_SIZE: wanted } = sizes;
  const configured = Number(readConfig(text).AIO_JS_HEAP_SIZE);
  return engine !== "jerryscript" || wanted === undefined || wanted > narrowPointers === configured > narrowPointers;
}

/** A heap's size that JerryScript is compiled for as for these. */
export function enginesHeap({ AIO_JS_HEAP_SIZE: wanted = 0 }: Sizes): number {
  return wanted > narrowPointers ? 2 * narrowPointers : narrowPointers;
}

function fits(name: string, value: Config[string]): boolean {
  if (!/^\d+$/.test(String(value))) {
    return false;
  }
  const range = ranges().get(name);
  return range !== undefined && Number(value) >= range[0] && Number(value) <= range[1];
}

let read: Map<string, readonly [number, number]> | undefined;

/** What Kconfig takes, of each option with one unconditional range. */
function ranges(): Map<string, readonly [number, number]> {
  read ??= new Map(
    kconfigFiles
      .flatMap((file) => readFileSync(file, "utf8").split(/^(?=config )/m))
      .flatMap((text) => {
        const [, option, low, high] = /^config (\w+)\n(?:.*\n)*?\trange (\d+) (\d+)\n/.exec(text) ?? [];
        return option === undefined ? [] : [[option, [Number(low), Number(high)]] as const];
      }),
  );
  return read;
}
