import type { Kernel } from "../../harness/base/choices.ts";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import type { Config } from "../../harness/build/kconfig.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import type { Device } from "../../harness/device/device.ts";
import { type BootOptions, boot } from "../../harness/index.ts";
import { bootSample } from "../zephyr/boot-sample.ts";
import { echoSample, type Sample } from "../zephyr/sample.ts";

/** An echo server: what runs, and where it listens. */
export interface Contender {
  readonly name: string;
  readonly program: string | { readonly builtin: string } | Sample;
  readonly port: number;
}

/** The names that aims are about. */
export const plain = "C, select";
export const reactor = "C, reactor";
export const typescript = "TypeScript";
export const sample = "Zephyr's sample";

/** Those that are in, or run on, one firmware. */
const ours: readonly Contender[] = [
  { name: plain, program: { builtin: "select-echo" }, port: 7002 },
  { name: reactor, program: { builtin: "reactor-echo" }, port: 7001 },
  { name: typescript, program: "bench/device/echo.ts", port: 7000 },
];

/** Those that are measured beside each other. The sample knows its address from its build: it is the first on its network. */
export function contendersOf(kernel: Kernel): readonly Contender[] {
  return kernel === "zephyr" ? [{ name: sample, program: echoSample, port: 4242 }, ...ours] : ours;
}

/** Those whose instructions can be counted: the sample does not tell its own. */
export const counted = ours;

/** What the firmware of the benchmarks has beside what every firmware has. */
export function benchConfig({ device }: BenchmarkContext): Config {
  const { kernel } = chooseDevice(device);
  return { AIO_BENCH: true, ...(kernel === "freertos" && { SCHED_THREAD_USAGE_ALL: true }) };
}

/** The ELF file of the one firmware that all contenders run on, and its build folder. What the command line asks for comes last. */
export function benchFirmware(context: BenchmarkContext, config: Config = benchConfig(context)) {
  const { device, signal } = context;
  return ensureFirmware({ ...device, ...chooseDevice(device), config: { ...config, ...context.config }, signal });
}

/** Boots a contender and waits until it listens. */
export async function bootContender(
  { program, port, name }: Contender,
  context: BenchmarkContext,
  options: BootOptions & { firmware: string },
): Promise<Device> {
  const { device, signal } = context;
  if (typeof program !== "string" && "sample" in program) {
    return bootSample(program, context, { ...options, name });
  }
  const booted = await boot(program, { ...device, signal, name, ...options });
  await booted.expect(`listening on ${port}`, { timeout: 20_000 });
  return booted;
}
