import { loadBoard } from "../boards/load.ts";
import { requirePart } from "../boards/require.ts";
import { writeImage } from "../build/index.ts";
import { elfSymbols } from "../console/symbols.ts";
import { ZephyrFault } from "../console/zephyr-fault.ts";
import { findQemu } from "../machine/qemu/locate.ts";
import { startQemu } from "../machine/qemu/machine.ts";
import { ensureSetup } from "../setup/index.ts";
import { applicationImage, checkApplication, isApplication } from "./application.ts";
import { startOnBoard } from "./board.ts";
import type { Device } from "./device.ts";
import { entropySeed } from "./entropy-seed.ts";
import { heapAdvice } from "./heap-advice.ts";
import { inspectDevice } from "./inspect.ts";
import { type Joined, joinNetwork } from "./join.ts";
import { launch } from "./launch.ts";
import { explainNetworkFailure } from "./network-failure.ts";
import { type BootOptions, type Choices, checkOptions } from "./options.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { type Builtin, type LoadedProgram, loadProgram, packProgram } from "./program.ts";
import { joinCosimulation } from "./stepped.ts";

/**
 * Bundles a TypeScript program, builds the firmware where its sources have changed, and boots both on a device that joins the
 * network. Returns when the program's first line is about to run.
 *
 * @param program the path of a TypeScript file; or of the ELF file of a Zephyr application of one's own, `build/zephyr/zephyr.elf`, which is booted
 * as it is: its console, its network, and what Zephyr logs of a fault (CONFIG_LOG)
 * @throws UsageError the program or an option is not what it should be
 * @throws BootError the device did not come up; nothing of it is left
 * @throws HarnessError the firmware could not be built (exit code 69)
 * @throws NetworkError the device cannot join the network, or a port cannot be forwarded
 * @throws the signal's reason, where it was aborted
 */
export async function boot(program: string | Builtin, options: BootOptions = {}): Promise<Device> {
  const device = await start(program, options);
  try {
    await device.started;
    return device;
  } catch (error) {
    // Where it was not its end that failed the boot, as where time cannot go on, it runs still.
    await device.stop("it did not boot");
    options.signal?.throwIfAborted();
    throw error;
  }
}

/**
 * As {@link boot}, but returns as soon as the device's first instruction may run: what it prints while it boots can be seen.
 *
 * @param bundled the program, where it is bundled already
 */
export async function start(
  program: string | Builtin,
  options: BootOptions = {},
  bundled?: LoadedProgram | undefined,
): Promise<Device> {
  const choices = chooseFor(program, options);
  options.signal?.throwIfAborted();
  if (choices.port === undefined) {
    const board = loadBoard(choices.board);
    requirePart(board, "qemu");
    if (choices.network !== false) {
      requirePart(board, "network");
    }
  }
  const loaded = bundled ?? (await loadProgram(program, choices));
  for (const warning of loaded.warnings) {
    choices.onNotice?.(warning);
  }
  if (choices.port !== undefined) {
    return startOnBoard({ ...choices, port: choices.port }, program, loaded);
  }
  const qemu = await requireQemu(choices);
  const joined = await joinNetwork(choices, choices.name ?? loaded.name, loaded.usesNetwork);
  try {
    return await startJoined(choices, loaded, joined, await prepare(program, choices), qemu);
  } catch (error) {
    await joined.leave();
    options.signal?.throwIfAborted();
    throw error;
  }
}

/** An application is its own firmware, and Zephyr's. */
function chooseFor(program: string | Builtin, options: BootOptions): Choices {
  if (!isApplication(program)) {
    return checkOptions(options);
  }
  checkApplication(program, options);
  return checkOptions({ ...options, kernel: "zephyr", firmware: program, release: false });
}

async function startJoined(
  choices: Choices,
  loaded: LoadedProgram,
  joined: Joined,
  { elf: firmware, dir }: Prepared,
  qemu: string,
) {
  const { args = [], forward = [], time, qemuArgs, signal } = choices;
  const board = loadBoard(choices.board);
  const isOwn = loaded.kind === "application";
  const image = isOwn
    ? applicationImage
    : writeImage({
        ...(await packProgram(loaded, choices, dir)),
        args,
        network: joined.image,
        epoch: time === "real" ? Date.now() : 0,
        seed: entropySeed(time, { name: choices.name ?? loaded.name, port: joined.port }),
        capacity: board.image.size,
      });
  const { netdevArgs, stepped, join, port } = joined;
  const { kernel, engine } = choices;
  await Promise.all(forward.map(({ port: devicePort, ...rest }) => port?.forward(devicePort, rest)));
  signal?.throwIfAborted();
  const given = { qemu, board, firmware, image, time, netdevArgs, stepped: stepped?.netdev, extra: qemuArgs, join };
  const started = await startQemu(given);
  const steppedMachine = stepped && joinCosimulation(started, choices.name ?? loaded.name, stepped.cosimulation, join);
  const machine = steppedMachine?.machine ?? started;
  joined.follow(machine.control);
  const symbols = elfSymbols(firmware);
  return launch({
    ...choices,
    machine,
    port,
    info: {
      name: choices.name ?? loaded.name,
      kernel,
      engine: isOwn ? "C" : engine,
      board: board.name,
      time,
      firmware,
    },
    mapPositions: loaded.mapPositions,
    ...(isOwn && { startsAtOnce: true, fault: new ZephyrFault() }),
    explainEnd: (output) => heapAdvice(output, { engine, size: loaded.code.length, ram: board.memory.ram.size }),
    symbols,
    inspect: () => inspectDevice(firmware, machine.control, symbols),
    describeNetwork: joined.describe,
    seed: joined.seed,
    linger: () => joined.linger(steppedMachine?.leave),
    objectTo: (record) => explainNetworkFailure(record, port === undefined ? "nowhere" : "qemu"),
    virtualTime: joined.isFree
      ? undefined
      : steppedMachine && stepped && { now: steppedMachine.now, cosimulation: stepped.cosimulation },
    dispose: joined.leave,
  });
}

/** The path of QEMU, which the set-up brings where nobody named one. */
async function requireQemu({ qemu, firmware, signal }: Choices): Promise<string> {
  if (firmware === undefined && qemu === undefined && !process.env.AIO_QEMU) {
    await ensureSetup({ build: false, signal });
  }
  return (await findQemu(qemu)).path;
}
