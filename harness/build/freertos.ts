import { join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import { placesOf } from "../setup/context.ts";
import { venvPython } from "../setup/steps/python.ts";
import { howToMakeWorkspace, lookForModule, lookForWorkspace } from "../zephyr/index.ts";
import { useCcache } from "./ccache.ts";
import { engines } from "./entries.ts";
import { type BuildTools, type FirmwareChoice, outputs, type Recipe } from "./recipe.ts";

/** The build of `firmware/ports/freertos`, the port to FreeRTOS. */
export function freertosRecipe(choice: FirmwareChoice, { compiler }: BuildTools): Recipe {
  return {
    source: join(root, "firmware", "ports", "freertos"),
    args: [
      `-DAIO_TOOLCHAIN_PREFIX=${compiler.replace(/gcc$/, "")}`,
      `-DAIO_BOARD=${choice.board}`,
      `-DAIO_VENDOR=${placesOf(root).vendor}`,
      `-DAIO_PYTHON=${venvPython(root)}`,
      `-DAIO_ENGINE_CACHE=${engines}`,
      ...(choice.engine === "jerryscript" ? [`-DAIO_JERRYSCRIPT=${findJerryscript(choice)}`] : []),
    ],
    env: {},
    ccache: useCcache({ launch: true }),
    output: outputs.freertos,
  };
}

/**
 * The sources of JerryScript. It is published as a git repository only: a workspace has it.
 *
 * @throws UsageError `ENOENT` there is no workspace, or it has none
 */
export function findJerryscript(choice: Pick<FirmwareChoice, "workspace">): string {
  const workspace = lookForWorkspace(choice);
  const found = workspace && lookForModule(workspace, "jerryscript");
  if (found === undefined) {
    throw new UsageError(
      `--engine jerryscript needs the sources of JerryScript 3.0, which a west workspace has: give one with --workspace or ZEPHYR_BASE, or use --engine quickjs; ${howToMakeWorkspace()}`,
      { code: "ENOENT" },
    );
  }
  return found;
}
