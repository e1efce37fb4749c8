import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { UsageError } from "../../base/errors.ts";
import { version } from "../../base/version.ts";
import { chooseBenchmarks, type Figure, figureRows, findBenchmarks, loadBenchmark } from "../../bench/index.ts";
import { checkOptions } from "../../device/options.ts";
import { findQemu } from "../../machine/qemu/locate.ts";
import type { AddCommand } from "../context.ts";
import { bootOptions, type DeviceOptions, withDeviceOptions } from "../device-options.ts";
import { table } from "../table.ts";
import { tellChoice } from "../tell-choice.ts";

interface BenchOptions extends DeviceOptions {
  json?: string;
}

/** `async-io bench [NAME]`: measures, and compares with what was aimed at. */
export const addBench: AddCommand = (program, { signal }) => {
  const command: Command = program
    .command("bench")
    .description("run this repository's benchmarks")
    .argument("[name]", "one of them (default: all but those that take long)")
    .option("--json <file>", "also write the figures into a file");
  withDeviceOptions(command).action(async (name: string | undefined, options: BenchOptions) => {
    const given = bootOptions(options);
    const { kernel, engine, board, workspace, qemu, release, config = {} } = checkOptions(given);
    tellChoice(given);
    const device = {
      ...{ kernel, engine, board, release },
      ...(workspace !== undefined && { workspace }),
      ...(qemu !== undefined && { qemu }),
    };
    const results: Record<string, readonly Figure[]> = {};
    for (const found of chooseBenchmarks(findBenchmarks(), name)) {
      const benchmark = await loadBenchmark(found);
      if (name === undefined && benchmark.takes !== undefined) {
        process.stderr.write(
          `${found.name} is left out, as it takes ${benchmark.takes}: npm run bench -- ${found.name}\n`,
        );
        continue;
      }
      process.stdout.write(`\n${found.name}: ${benchmark.title}\n`);
      const figures = await benchmark.run({
        device,
        config,
        signal,
        say: (line) => void process.stderr.write(`${line}\n`),
      });
      results[found.name] = figures;
      process.stdout.write(table(benchmark.rows?.(figures) ?? figureRows(figures)));
      signal.throwIfAborted();
    }
    if (options.json !== undefined) {
      const about = {
        date: new Date().toISOString(),
        version: version(),
        qemu: (await findQemu(qemu)).version,
        kernel,
        engine,
        board,
        release,
        config,
      };
      await writeJson(options.json, { ...about, results });
    }
  });
};

async function writeJson(file: string, value: object): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    const { code = "EIO", message } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot write the figures: ${message}`, { code, cause: error });
  }
}
