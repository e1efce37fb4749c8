import { resolve } from "node:path";
import { choose } from "../../base/choices.ts";
import { UsageError } from "../../base/errors.ts";
import { boardNames, loadBoard } from "../../boards/load.ts";
import { ensureFirmware } from "../../build/firmware.ts";
import { chooseDevice } from "../../device/choose-device.ts";
import { ensureSetup } from "../../setup/index.ts";
import { createWorkspace, dataFolder } from "../../zephyr/index.ts";
import type { AddCommand } from "../context.ts";
import { note } from "../note.ts";

interface SetupOptions {
  readonly zephyr?: string | true;
  readonly board?: string;
}

/** `async-io setup`: what builds and runs need, and a west workspace. */
export const addSetup: AddCommand = (program, { signal }) => {
  program
    .command("setup")
    .description("install what builds and runs need; with --zephyr, fetch Zephyr and JerryScript too")
    .option("--zephyr [folder]", "make a west workspace there, or go on with one (default: in your folder for data)")
    .option("--board <name>", "with --zephyr: fetch also what this board needs")
    .action(async ({ zephyr, board }: SetupOptions) => {
      if (zephyr === undefined && board !== undefined) {
        throw new UsageError("--board chooses what --zephyr fetches: give both");
      }
      if (zephyr !== undefined) {
        await setUpZephyr(zephyr === true ? undefined : zephyr, board, signal);
        return;
      }
      const device = chooseDevice({});
      await ensureSetup({ zephyr: device.kernel === "zephyr", signal });
      process.stdout.write(`${(await ensureFirmware({ ...device, signal })).elf}\n`);
    });
};

/**
 * Makes the workspace and prints its folder.
 *
 * @param given the folder; by default one of the user's data
 * @throws as `createWorkspace`
 */
export async function setUpZephyr(
  given: string | undefined,
  board: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (board !== undefined) {
    loadBoard(choose("--board", board, boardNames()));
  }
  const own = dataFolder();
  if (given === undefined && own === undefined) {
    throw new UsageError("no folder for data is known, as HOME is not set: name one, --zephyr FOLDER");
  }
  const { topdir, version } = await createWorkspace({ folder: resolve(given ?? `${own}/zephyr`), board, signal });
  process.stdout.write(`${topdir}\n`);
  note(`Zephyr ${version} with JerryScript is what every command takes from now on, where nothing else is asked for`);
}
