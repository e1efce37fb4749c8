import { loadBoard } from "../boards/load.ts";
import { ensureFirmware } from "../build/firmware.ts";
import { type Bundle, bundle, StackMap, typecheck, writeImage } from "../build/index.ts";
import { UsageError } from "../errors.ts";
import { findQemu } from "../qemu/locate.ts";
import { startQemu } from "../qemu/machine.ts";
import type { Device } from "./device.ts";
import { launch } from "./launch.ts";
import { type BootOptions, type Choices, checkOptions } from "./options.ts";
import { elfSymbols } from "./symbols.ts";

/**
 * Bundles a TypeScript program, builds the firmware where its sources have changed, and boots both on a device that joins the
 * network. Returns when the program's first line is about to run.
 *
 * @throws UsageError the program or an option is not what it should be
 * @throws BootError the device did not come up; nothing of it is left
 */
export async function boot(program: string, options: BootOptions = {}): Promise<Device> {
  const device = await start(program, options);
  try {
    await device.started;
    return device;
  } catch (error) {
    await device.exit;
    options.signal?.throwIfAborted();
    throw error;
  }
}

/** As {@link boot}, but returns as soon as the device's first instruction may run: what it prints while it boots can be seen. */
export async function start(program: string, options: BootOptions = {}): Promise<Device> {
  options.signal?.throwIfAborted();
  const choices = checkOptions(options);
  const board = loadBoard(choices.board);
  const bundled = await bundle(program);
  for (const warning of bundled.warnings) {
    choices.onNotice?.(warning);
  }
  const { firmware, qemu } = await prepare(program, choices);
  const image = writeImage({
    program: bundled.code,
    args: choices.args ?? [],
    stats: choices.stats ?? false,
    epoch: choices.time === "real" ? Date.now() : 0,
    capacity: board.image.size,
  });
  const machine = await startQemu({ qemu, board, firmware, image, time: choices.time, netdevArgs: [] });
  return launch({ ...choices, machine, mapPositions: mapper(bundled), symbols: elfSymbols(firmware) });
}

function mapper(bundled: Bundle): (text: string) => string {
  const map = new StackMap(bundled);
  return (text) => map.resolve(text);
}

/** What a run needs, all at once; where one part fails the others are given up. */
async function prepare(program: string, choices: Choices): Promise<{ firmware: string; qemu: string }> {
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(choices.signal === undefined ? [] : [choices.signal])]);
  const [, firmware, qemu] = await Promise.all([
    choices.typecheck ? checkTypes(program, signal) : undefined,
    choices.firmware ?? ensureFirmware({ ...choices, signal }).then(({ elf }) => elf),
    findQemu(choices.qemu).then(({ path }) => path),
  ]).catch((error) => {
    failed.abort(error);
    throw error;
  });
  return { firmware, qemu };
}

async function checkTypes(program: string, signal: AbortSignal): Promise<void> {
  const { ok, output } = await typecheck(program, { signal });
  if (!ok) {
    throw new UsageError(output.trimEnd());
  }
}
