import { dirname } from "node:path";
import { runCommand } from "../../../harness/base/command.js";
import { root } from "../../../harness/base/paths.js";
import { compilerErrors } from "../../../harness/build/compiler-errors.ts";
import { requirePath, tools } from "../../../harness/setup/checks/index.ts";
import { logFile } from "../../../harness/setup/context.ts";
import { ensureSetup } from "../../../harness/setup/index.ts";
import { chooseToolchain, type Workspace, west } from "../../../harness/zephyr/index.ts";

/** An application in C, and where it is built. */
export interface ApplicationBuild {
  readonly source: string;
  readonly dir: string;
  /** For the log. */
  readonly name: string;
  /** CMake's. */
  readonly args?: readonly string[];
}

/** Builds an application for `mps2_an385` as its author would, by west. The first time takes minutes. */
export async function buildApplication(
  workspace: Workspace,
  { source, dir, name, args: more = [] }: ApplicationBuild,
): Promise<void> {
  await ensureSetup({ zephyr: true });
  const context = { root, env: process.env };
  const [compiler, ninja] = await Promise.all([tools.compiler, tools.ninja].map((tool) => requirePath(tool, context)));
  const { command, args, env } = west(workspace);
  const build = [...args, "build", "-b", "mps2/an385", "-d", dir, source, "-o=-j2", "--", ...more];
  await runCommand(command, build, {
    title: `Building ${source}`,
    log: logFile({ root }, name),
    cwd: workspace.topdir,
    env: {
      ...env,
      ...chooseToolchain(compiler ?? "").env,
      PATH: [dirname(command), dirname(ninja ?? ""), process.env.PATH].join(":"),
    },
    excerpt: compilerErrors,
  });
}
