import { runCommand } from "../../base/command.js";
import { isInstalledAt } from "../../base/installed.ts";
import { SetupError } from "../../base/setup-error.js";
import { type Finding, inspect, type Tool } from "../checks/index.ts";
import { logFile, type SetupContext } from "../context.ts";
import { findManager } from "../system/manager.ts";
import { becomeRoot } from "../system/privilege.ts";
import { adviseInstall, packagesOf } from "./advice.ts";

/** Finds the tools of that list that are missing or too old. */
export async function findMissing(wanted: readonly Tool[], context: SetupContext): Promise<Finding[]> {
  const findings = await Promise.all(wanted.map((tool) => inspect(tool, context)));
  return findings.filter(({ problem }) => problem !== undefined);
}

/**
 * Installs the packages of tools that are missing, where that is possible. A package that npm installed leaves that to its user.
 *
 * @throws SetupError `ENOENT`, exit code 69: it is not; the message says what is missing and has the one command to type
 */
export async function installTools(missing: readonly Finding[], context: SetupContext): Promise<void> {
  const mayInstall = findManager(context) === "apt" && !isInstalledAt(context.root);
  const packages = mayInstall ? await packagesOf(missing, "apt", context) : [];
  const prefix = packages.length > 0 ? await becomeRoot(context, packages) : undefined;
  if (prefix === undefined) {
    const command = await adviseInstall(missing, context);
    throw cannot(
      missing,
      command === undefined
        ? "The package names of this system are not known here: install these by hand, then run the command again."
        : `Run this once, then run the command again:\n\n  ${command}\n`,
    );
  }
  await context.progress.during(`System packages: ${packages.join(" ")}`, (detail) =>
    apt(prefix, missing, context, detail),
  );
  const left = await findMissing(
    missing.map(({ tool }) => tool),
    context,
  );
  if (left.length > 0) {
    throw cannot(left, "Their packages were installed all the same: is an older one first on PATH?");
  }
}

async function apt(
  prefix: readonly string[],
  missing: readonly Finding[],
  context: SetupContext,
  detail: (line: string) => void,
): Promise<void> {
  const { env, signal } = context;
  const run = (title: string, log: string, ...args: string[]) => {
    const [command = "env", ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
    return runCommand(command, rest, { title, log: logFile(context, log), env, signal, onLine: detail });
  };
  // A third party's repository that cannot be read is no reason to stop: what counts is whether the packages can be installed.
  const updated = await run("Reading the lists of system packages", "apt-update", "update").catch(
    (error: unknown) => error,
  );
  // Only now does apt know which package has a cargo that is new enough.
  const packages = await packagesOf(missing, "apt", context);
  try {
    await run("Installing system packages", "apt-install", "install", "-y", "--no-install-recommends", ...packages);
  } catch (error) {
    throw updated instanceof Error && !signal?.aborted ? updated : error;
  }
}

function cannot(missing: readonly Finding[], advice: string): SetupError {
  const lines = missing.map(
    ({ tool, path, problem }) => `  ${tool.name} (${tool.purpose}): ${problem}${path ? ` (${path})` : ""}`,
  );
  return new SetupError(`These tools are missing:\n${lines.join("\n")}\n${advice}`, { code: "ENOENT" });
}
