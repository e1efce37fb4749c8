import { findExecutable } from "../../base/find-executable.ts";
import { type Finding, type PackageManager, tools } from "../checks/index.ts";
import type { SetupContext } from "../context.ts";
import { cargoPackage } from "../system/cargo-package.ts";
import { installCommand } from "../system/commands.ts";
import { findManager } from "../system/manager.ts";

/** The packages that have those tools. */
export async function packagesOf(
  missing: readonly Finding[],
  manager: PackageManager,
  context: SetupContext,
): Promise<string[]> {
  const names = missing.map(({ tool }) =>
    manager === "apt" && tool === tools.cargo ? cargoPackage(context) : tool.packages[manager],
  );
  return [...new Set((await Promise.all(names)).flatMap((each) => each.split(" ")))];
}

/** The one command that installs those tools, or undefined where the package names of this system are not known. */
export async function adviseInstall(missing: readonly Finding[], context: SetupContext): Promise<string | undefined> {
  const manager = findManager(context);
  if (manager === undefined) {
    return undefined;
  }
  const hasSudo = findExecutable("sudo", context.env.PATH) !== undefined;
  return installCommand(manager, await packagesOf(missing, manager, context), hasSudo);
}
