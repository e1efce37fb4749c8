import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { type BootOptions, boot } from "../../harness/index.ts";

/** Runs a program to its end and returns the record that it sends, `{"t":"bench",…}`. */
export async function recordOf<T>(
  program: string | { readonly builtin: string },
  { device, signal }: BenchmarkContext,
  options: BootOptions,
): Promise<T> {
  await using booted = await boot(program, { ...device, signal, timeout: 300_000, ...options });
  for await (const record of booted.records()) {
    if (record.t === "bench") {
      return record as unknown as T;
    }
  }
  throw new Error(`${JSON.stringify(program)} ended without its figures: ${booted.diagnosis}\n${booted.output}`);
}
