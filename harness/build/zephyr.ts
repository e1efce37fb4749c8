import { dirname, join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { root } from "../base/paths.js";
import { loadBoard } from "../boards/load.ts";
import { placesOf } from "../setup/context.ts";
import { zephyrPython } from "../setup/steps/python.ts";
import { chooseToolchain, findWorkspace, requireModule, type Workspace } from "../zephyr/index.ts";
import { useCcache } from "./ccache.ts";
import { type BuildTools, type FirmwareChoice, outputs, type Recipe } from "./recipe.ts";

/** The build of `firmware/` with Zephyr; the same as `west build -b BOARD firmware` makes. */
export function zephyrRecipe(choice: FirmwareChoice, { compiler, ninja }: BuildTools): Recipe {
  const workspace = findWorkspace(choice);
  const toolchain = chooseToolchain(compiler);
  const target = checkedTarget(choice, workspace, toolchain.variant);
  return {
    source: join(root, "firmware"),
    args: [
      `-DBOARD=${target}`,
      `-DPython3_EXECUTABLE=${zephyrPython(root)}`,
      `-DWEST_PYTHON=${zephyrPython(root)}`,
      `-DUSER_CACHE_DIR=${join(placesOf(root).build, "zephyr-cache")}`,
      choice.engine === "jerryscript"
        ? `-DAIO_JERRYSCRIPT=${jerryscript(workspace)}`
        : `-DAIO_QUICKJS=${join(placesOf(root).vendor, "rquickjs-sys", "quickjs")}`,
    ],
    env: {
      ...toolchain.env,
      ZEPHYR_BASE: workspace.zephyrBase,
      PATH: [dirname(zephyrPython(root)), dirname(ninja), process.env.PATH].join(":"),
    },
    ccache: useCcache({ launch: false }),
    output: outputs.zephyr,
  };
}

function jerryscript(workspace: Workspace): string {
  return requireModule(workspace, "jerryscript", "--engine jerryscript");
}

/** Zephyr's name of the board, once the workspace is known to have all that it takes. */
function checkedTarget({ board: name }: FirmwareChoice, workspace: Workspace, variant: string): string {
  const board = loadBoard(name);
  if (board.zephyr === undefined) {
    throw new UsageError(`the board ${name} does not run Zephyr: its board.json has no "zephyr"`, { code: "ENOTSUP" });
  }
  requireModule(workspace, "cmsis", `the board ${name}`);
  if (board.zephyr.module !== undefined) {
    requireModule(workspace, board.zephyr.module, `the board ${name}`, name);
  }
  if (variant === "gnuarmemb") {
    requireModule(workspace, "picolibc", "the toolchain gnuarmemb");
  }
  return board.zephyr.target;
}
