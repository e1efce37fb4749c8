/** 100,000 echo requests, for each server on each kernel and engine that this machine can build: one table. */

import { type Engine, engines, type Kernel } from "../harness/base/choices.ts";
import type { Benchmark, BenchmarkContext, Figure } from "../harness/bench/index.ts";
import { loadBoard } from "../harness/boards/load.ts";
import { chooseDevice, type DeviceChoice } from "../harness/device/choose-device.ts";
import { lookForModule, lookForWorkspace } from "../harness/zephyr/index.ts";
import { measurePair, type Row } from "./article/pair.ts";

const requests = 100_000;

const kernelNames: Readonly<Record<Kernel, string>> = { freertos: "FreeRTOS", zephyr: "Zephyr" };
const engineNames: Readonly<Record<Engine, string>> = { jerryscript: "JerryScript", quickjs: "QuickJS-ng" };
const columns = ["requests/s", "p50", "p99", "a connection"] as const;

const benchmark: Benchmark = {
  title: `${requests.toLocaleString("en-US")} echo requests of 64 bytes over 4 TCP connections`,
  takes: "half an hour",
  async run(context: BenchmarkContext): Promise<Figure[]> {
    const rows: Row[] = [];
    for (const choice of pairs(context)) {
      rows.push(...(await measurePair(context, choice, requests)));
      context.signal.throwIfAborted();
    }
    return rows.flatMap(figuresOf);
  },
  rows: tableOf,
};

export default benchmark;

/** Those that this machine can build; what is left out is told of. */
function pairs({ device, say }: BenchmarkContext): DeviceChoice[] {
  const { board } = chooseDevice(device);
  const workspace = lookForWorkspace({ workspace: device.workspace });
  const kernels = loadBoard(board).kernels as readonly Kernel[];
  return kernels.flatMap((kernel) =>
    engines.flatMap((engine) => {
      const lacks = kernel === "zephyr" || engine === "jerryscript" ? missing(workspace, engine) : undefined;
      if (lacks !== undefined) {
        say(`${kernelNames[kernel]} with ${engineNames[engine]} is left out: ${lacks}`);
      }
      return lacks === undefined ? [{ kernel, engine, board }] : [];
    }),
  );
}

function missing(workspace: ReturnType<typeof lookForWorkspace>, engine: Engine): string | undefined {
  if (workspace === undefined) {
    return "there is no west workspace";
  }
  return engine === "jerryscript" && lookForModule(workspace, "jerryscript") === undefined
    ? `the west workspace ${workspace.topdir} has no JerryScript`
    : undefined;
}

function figuresOf({ kernel, engine, contender, perSecond, p50, p99, bytes }: Row): Figure[] {
  const name = `${kernelNames[kernel]}, ${engineNames[engine]}, ${contender}`;
  const values = [perSecond, p50, p99, bytes];
  const units = ["", "ms", "ms", "bytes"];
  return columns.map((column, at) => ({ name: `${name}: ${column}`, value: values[at] ?? 0, unit: units[at] ?? "" }));
}

/** A line for each server: the figures come in the columns' order. */
function tableOf(figures: readonly Figure[]): string[][] {
  const lines = Array.from({ length: figures.length / columns.length }, (_, line) => {
    const cells = figures.slice(line * columns.length, (line + 1) * columns.length);
    const [name = ""] = cells[0]?.name.split(": ") ?? [];
    return [name, ...cells.map(({ value, unit }) => `${shown(value, unit)} ${unit}`.trimEnd())];
  });
  return [["", ...columns], ...lines];
}

function shown(value: number, unit: string): string {
  return unit === "ms" ? value.toFixed(2) : Math.round(value).toLocaleString("en-US");
}
