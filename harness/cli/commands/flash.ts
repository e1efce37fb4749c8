import { UsageError } from "../../base/errors.ts";
import { ownCommand } from "../../base/own-command.ts";
import type { Progress } from "../../base/progress.ts";
import type { Board } from "../../boards/board.ts";
import { loadBoard } from "../../boards/load.ts";
import { requirePart } from "../../boards/require.ts";
import { ensureFirmware, type FirmwareOptions } from "../../build/firmware.ts";
import { writeImage } from "../../build/index.ts";
import { checkOptions } from "../../device/options.ts";
import { packProgram } from "../../device/program.ts";
import { chooseRunner, FlashError, flash, flashCommand, type Region, unfinishedFlash } from "../../flash/index.ts";
import { findWorkspace, type WestCommand, west } from "../../zephyr/index.ts";
import { compile } from "../compile.ts";
import type { AddCommand } from "../context.ts";
import { bootOptions, type DeviceOptions, withDeviceOptions } from "../device-options.ts";
import { note } from "../note.ts";
import { tellChoice } from "../tell-choice.ts";

export interface FlashCommandOptions extends DeviceOptions {
  runner?: string;
  probe?: string;
  appOnly?: true;
  firmwareOnly?: true;
}

/** `async-io flash`: the firmware and a program's app image onto a board. */
export const addFlash: AddCommand = (program, { signal }) => {
  withDeviceOptions(
    program
      .command("flash")
      .description("write the firmware, and the app image of a program, onto a board")
      .argument("[file]", "a TypeScript program, which the board runs from then on (default: the firmware alone)")
      .argument("[args...]", "the program's arguments, behind --")
      .option("--app-only", "leave the firmware as it is")
      .option("--firmware-only", "leave the program as it is")
      .option("--runner <name>", "openocd, pyocd, jlink or stm32cubeprogrammer (default: the board's first)")
      .option("--probe <id>", "the probe's serial number, where several are connected"),
  ).action((file: string | undefined, args: string[], options: FlashCommandOptions) =>
    flashBoard(file, args, options, { signal }),
  );
};

/** What a test replaces. */
export interface FlashParts {
  readonly signal: AbortSignal;
  readonly build?: (options: FirmwareOptions) => Promise<{ readonly dir: string }>;
  readonly westCommand?: (workspace: string | undefined) => WestCommand;
  readonly load?: (name: string) => Board;
  readonly progress?: Progress;
  readonly notes?: string;
  readonly logs?: string;
}

/** Compiles first, so that a mistake in the program costs no flash; then writes the firmware, then the app. */
export async function flashBoard(
  file: string | undefined,
  args: readonly string[],
  options: FlashCommandOptions,
  { signal, build = ensureFirmware, westCommand = westOf, load = loadBoard, ...places }: FlashParts,
): Promise<void> {
  const regions = chooseRegions(file, options);
  const { runner, probe } = options;
  const given = bootOptions(options);
  const choices = checkOptions(given);
  tellChoice(given);
  const board = load(choices.board);
  const { runners } = requirePart(board, "hardware");
  chooseRunner(runner, { name: board.name, runners });
  const loaded = file === undefined ? undefined : await compile(file, choices, signal);
  const { dir: buildDir } = await build({ ...choices, signal });
  const capacity = board.image.size;
  const image = loaded && writeImage({ ...(await packProgram(loaded, choices, buildDir)), args, capacity });
  const reach = { board, buildDir, runner, probe, west: westCommand(options.workspace), signal, ...places };
  for (const what of regions) {
    const again = flashCommand(what, { ...options, board: board.name, file, args });
    await flash({ ...reach, what, image, again }).catch((error) => {
      // What ends the command is the signal, and whoever handles it shows no error; this one has to be told.
      if (signal.aborted && error instanceof FlashError) {
        note(error.message);
      }
      throw error;
    });
  }
  const left = unfinishedFlash(board.name, places.notes);
  if (left !== undefined) {
    note(left);
  }
}

function chooseRegions(file: string | undefined, { appOnly, firmwareOnly }: FlashCommandOptions): Region[] {
  if (appOnly && (firmwareOnly || file === undefined)) {
    throw new UsageError(
      `--app-only takes a program, and not --firmware-only: ${ownCommand("flash --app-only FILE.ts")}`,
    );
  }
  if (firmwareOnly && file !== undefined) {
    throw new UsageError(`--firmware-only writes no program, and ${file} was given: leave one of them out`);
  }
  return [...(appOnly ? [] : (["firmware"] as const)), ...(file === undefined ? [] : (["app"] as const))];
}

function westOf(workspace: string | undefined): WestCommand {
  return west(findWorkspace({ workspace }));
}
