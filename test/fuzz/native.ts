import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { UsageError } from "../../harness/base/errors.ts";
import { root } from "../../harness/base/paths.js";

const folder = join(root, "test", "fuzz");

/** The device's parsers, and the files of the firmware that are compiled with each. */
const modules = {
  image: ["app/image.c", "app/crc32.c"],
  dns_answer: ["ports/freertos/src/net/dns_message.c"],
  address: ["core/address_text.c"],
  host_name: ["core/host_name.c", "core/address_text.c"],
  // Included by its target.
  console: [],
} as const;

/** A parser of the device's. */
export type NativeTarget = keyof typeof modules;
export const nativeTargets = Object.keys(modules) as NativeTarget[];

const sanitizers = "address,undefined";
/** Those that have libFuzzer, the newest first. */
const clangs = ["clang", ...Array.from({ length: 10 }, (_, index) => `clang-${23 - index}`)];

/** The files from which mutations begin. */
export function corpusOf(target: NativeTarget): string[] {
  const files = join(folder, "corpus", target);
  return readdirSync(files)
    .sort()
    .map((name) => join(files, name));
}

/** Compiles a target for this machine, to be run by mutate.c. */
export async function compileWithMutations(target: NativeTarget, program: string): Promise<void> {
  const driver = join(folder, "targets", "mutate.c");
  await execa(process.env.CC ?? "cc", [`-fsanitize=${sanitizers}`, ...flags(target), driver, "-o", program]);
}

/**
 * Runs a target under libFuzzer for so many seconds. What it finds to be new is kept in build/fuzz.
 *
 * @returns whether nothing was found; libFuzzer has printed what was, and where the input is
 * @throws UsageError `ENOENT` there is no clang
 */
export async function runLibFuzzer(target: NativeTarget, seconds: number, signal: AbortSignal): Promise<boolean> {
  const build = join(root, "build", "fuzz", target);
  mkdirSync(join(build, "new"), { recursive: true });
  const program = join(build, "fuzzer");
  await compileWithLibFuzzer([`-fsanitize=fuzzer,${sanitizers}`, ...flags(target), "-o", program]);
  const args = [`-max_total_time=${seconds}`, `-artifact_prefix=${build}/`, "-print_final_stats=1", "-timeout=5"];
  const folders = [join(build, "new"), join(folder, "corpus", target)];
  const { exitCode } = await execa(program, [...args, ...folders], {
    stdio: "inherit",
    reject: false,
    cancelSignal: signal,
  });
  signal.throwIfAborted();
  return exitCode === 0;
}

async function compileWithLibFuzzer(args: readonly string[]): Promise<void> {
  for (const clang of clangs) {
    const { failed, code, stderr } = await execa(clang, args, { reject: false });
    if (!failed) {
      return;
    }
    if (code !== "ENOENT") {
      throw new UsageError(`${clang} cannot compile the target: ${stderr}`, { code: "EIO" });
    }
  }
  throw new UsageError("libFuzzer comes with clang, which is not on PATH: apt install clang libclang-rt-14-dev", {
    code: "ENOENT",
  });
}

function flags(target: NativeTarget): string[] {
  const firmware = join(root, "firmware");
  // The kernel of the tests in C.
  const kernel = join(root, "test", "firmware", "host", "include");
  return [
    ...["-std=gnu11", "-O1", "-g", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"],
    ...["-Wall", "-DCONFIG_NET_IPV6=1", "-DCONFIG_SYS_CLOCK_TICKS_PER_SEC=1000000"],
    // What is no power of two, so that a ring that needs one fails.
    "-DCONFIG_AIO_CONSOLE_BUFFER_SIZE=100",
    ...[
      kernel,
      join(folder, "include"),
      ...["core/include", "core", "app", "."].map((path) => join(firmware, path)),
    ].map((include) => `-I${include}`),
    join(folder, "targets", `${target}.c`),
    ...modules[target].map((file) => join(firmware, file)),
  ];
}
