import { writeFile } from "node:fs/promises";
import { UsageError } from "../../base/errors.ts";
import { ownCommand } from "../../base/own-command.ts";
import { loadBoard } from "../../boards/load.ts";
import { ensureFirmware } from "../../build/firmware.ts";
import { type ImageOptions, writeImage } from "../../build/index.ts";
import { checkOptions } from "../../device/options.ts";
import { packProgram } from "../../device/program.ts";
import { compile } from "../compile.ts";
import type { AddCommand } from "../context.ts";
import { bootOptions, type DeviceOptions, withDeviceOptions } from "../device-options.ts";
import { tellChoice } from "../tell-choice.ts";

interface BuildOptions extends DeviceOptions {
  output?: string;
}

/** `async-io build`: the firmware, and of a program its app image. */
export const addBuild: AddCommand = (program, { signal }) => {
  withDeviceOptions(
    program
      .command("build")
      .description("build the firmware, and the app image of a program")
      .argument("[file]", "a TypeScript program: its types are checked, and its image is written where --output says")
      .option("-o, --output <file>", "where the program's image goes"),
  ).action(async (file: string | undefined, options: BuildOptions) => {
    const given = bootOptions(options);
    const choices = checkOptions(given);
    tellChoice(given);
    if (file === undefined && options.output !== undefined) {
      throw new UsageError(
        `--output takes the image of a program, and none was given: ${ownCommand("build FILE.ts --output FILE")}`,
      );
    }
    const loaded = file === undefined ? undefined : await compile(file, choices, signal);
    const { elf, dir } = await ensureFirmware({ ...choices, signal });
    if (loaded !== undefined) {
      await writeProgram(await packProgram(loaded, choices, dir), choices.board, options.output);
    }
    process.stdout.write(`${elf}\n`);
  });
};

async function writeProgram(program: ImageOptions, board: string, output: string | undefined): Promise<void> {
  const image = writeImage({ ...program, capacity: loadBoard(board).image.size });
  if (output !== undefined) {
    await writeFile(output, image).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`cannot write the image: ${error.message}`, { code: error.code ?? "EIO", cause: error });
    });
  }
}
