import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import type { Config } from "../../harness/build/kconfig.ts";
import type { Device } from "../../harness/device/device.ts";
import { chooseDevice } from "../../harness/device/options.ts";
import { type BootOptions, boot } from "../../harness/index.ts";

/** An echo server: what runs, and where it listens. */
export interface Contender {
  readonly name: string;
  readonly program: string | { readonly builtin: string };
  readonly port: number;
}

/** Those that are measured beside each other; all are in, or run on, one firmware. */
export const contenders: readonly Contender[] = [
  { name: "C, select", program: { builtin: "select-echo" }, port: 7002 },
  { name: "C, reactor", program: { builtin: "reactor-echo" }, port: 7001 },
  { name: "TypeScript", program: "bench/device/echo.ts", port: 7000 },
];

/** What the firmware of the benchmarks has beside what every firmware has. */
export const benchConfig: Config = { AIO_BENCH: true, SCHED_THREAD_USAGE_ALL: true };

/** The ELF file of the one firmware that all contenders run on, and its build folder. */
export function benchFirmware({ device, signal }: BenchmarkContext, config: Config = benchConfig) {
  return ensureFirmware({ ...device, ...chooseDevice(device), config, signal });
}

/** Boots a contender and waits until it listens. */
export async function bootContender(
  { program, port, name }: Contender,
  { device, signal }: BenchmarkContext,
  options: BootOptions,
): Promise<Device> {
  const booted = await boot(program, { ...device, signal, name, ...options });
  await booted.expect(`listening on ${port}`, { timeout: 20_000 });
  return booted;
}
