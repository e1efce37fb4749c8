import { basename, extname } from "node:path";
import { loadBoard } from "../boards/load.ts";
import { ensureFirmware } from "../build/firmware.ts";
import { type Bundle, bundle, StackMap, typecheck, writeImage } from "../build/index.ts";
import { UsageError } from "../errors.ts";
import { findQemu } from "../qemu/locate.ts";
import { startQemu } from "../qemu/machine.ts";
import type { Device } from "./device.ts";
import { type Joined, joinNetwork } from "./join.ts";
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
  const bundled = await bundle(program);
  for (const warning of bundled.warnings) {
    choices.onNotice?.(warning);
  }
  const joined = await joinNetwork(choices, choices.name ?? basename(program, extname(program)));
  try {
    // The network's gateway starts meanwhile.
    return await startJoined(choices, bundled, joined, await prepare(program, choices));
  } catch (error) {
    await joined.leave();
    throw error;
  }
}

async function startJoined(choices: Choices, bundled: Bundle, joined: Joined, { firmware, qemu }: Prepared) {
  const { args = [], stats = false, forward = [], time, signal } = choices;
  const board = loadBoard(choices.board);
  const image = writeImage({
    program: bundled.code,
    args,
    stats,
    network: joined.image,
    epoch: time === "real" ? Date.now() : 0,
    capacity: board.image.size,
  });
  const { netdevArgs, join, port } = joined;
  await Promise.all(forward.map(({ port: devicePort, ...rest }) => port?.forward(devicePort, rest)));
  signal?.throwIfAborted();
  const machine = await startQemu({ qemu, board, firmware, image, time, netdevArgs, join });
  const map = new StackMap(bundled);
  return launch({
    ...choices,
    machine,
    port,
    mapPositions: (text) => map.resolve(text),
    symbols: elfSymbols(firmware),
    dispose: joined.leave,
  });
}

interface Prepared {
  readonly firmware: string;
  readonly qemu: string;
}

/** What a run needs, all at once; where one part fails the others are given up. */
async function prepare(program: string, choices: Choices): Promise<Prepared> {
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
