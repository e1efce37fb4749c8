import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { ownCommand } from "../base/own-command.ts";
import { quote } from "../base/shell.ts";
import { isOwn } from "./own-manifest.ts";
import type { Workspace } from "./workspace.ts";

/** Where workspaces have the modules that the firmware uses, and a file by which each is known. The first place is west.yml's. */
const modules = {
  cmsis: { places: ["modules/hal/cmsis"], file: "CMSIS/Core/Include/core_cm3.h" },
  hal_nxp: { places: ["modules/hal/nxp"], file: "zephyr/module.yml" },
  hal_stm32: { places: ["modules/hal/stm32"], file: "zephyr/module.yml" },
  jerryscript: {
    places: ["modules/lib/jerryscript", "modules/lang/jerryscript", "jerryscript"],
    file: "jerry-core/include/jerryscript.h",
  },
  picolibc: { places: ["modules/lib/picolibc"], file: "zephyr/module.yml" },
} as const;

export type ModuleName = keyof typeof modules;

/** Where west.yml has a module. */
export function placeOf(name: string): string {
  return modules[name as ModuleName]?.places[0] ?? `modules/${name}`;
}

/** Where a workspace has a module; undefined where it has not. */
export function lookForModule(workspace: Workspace, name: string): string | undefined {
  const { places, file } = modules[name as ModuleName] ?? { places: [`modules/${name}`], file: "zephyr/module.yml" };
  return places.map((place) => join(workspace.topdir, place)).find((path) => existsSync(join(path, file)));
}

/** Where a workspace has those modules that the firmware uses and it has. */
export function modulesOf(workspace: Workspace): string[] {
  const names = [...Object.keys(modules), "lib/quickjs-ng"];
  return names.map((name) => lookForModule(workspace, name)).filter((path) => path !== undefined);
}

/**
 * Where a workspace has a module that a build needs.
 *
 * @param purpose what needs it, as in "the board nucleo_f767zi"
 * @param board the board whose module it is
 * @throws UsageError `ENOENT`: it does not have it
 */
export function requireModule(workspace: Workspace, name: string, purpose: string, board?: string): string {
  const path = lookForModule(workspace, name);
  if (path === undefined) {
    const more = `setup --zephyr ${quote(workspace.topdir)}${board === undefined ? "" : ` --board ${board}`}`;
    const advice = isOwn(workspace.topdir)
      ? `\`${ownCommand(more)}\` fetches it`
      : "add it to the manifest as this package's west.yml has it, then run `west update`";
    throw new UsageError(
      `${purpose} needs the module ${name}, and the workspace ${workspace.topdir} has it not: ${advice}`,
      { code: "ENOENT" },
    );
  }
  return path;
}
