import { dirname, join } from "node:path";
import { runCommand } from "../../../harness/bootstrap/command.js";
import { compilerErrors } from "../../../harness/build/compiler-errors.ts";
import { root } from "../../../harness/root.ts";
import { requirePath, tools } from "../../../harness/setup/checks/index.ts";
import { ensureSetup } from "../../../harness/setup/index.ts";
import { chooseToolchain, type Workspace, west } from "../../../harness/zephyr/index.ts";

/** Builds `examples/zephyr` as its README has it, by west. Returns the build folder. The first time takes minutes. */
export async function buildSample(workspace: Workspace): Promise<string> {
  await ensureSetup({ zephyr: true });
  const context = { root, env: process.env };
  const [compiler, ninja] = await Promise.all([tools.compiler, tools.ninja].map((tool) => requirePath(tool, context)));
  const { command, args, env } = west(workspace);
  const dir = join(root, "build", "zephyr-sample");
  await runCommand(
    command,
    [...args, "build", "-b", "mps2/an385", "-d", dir, join(root, "examples", "zephyr"), "-o=-j2"],
    {
      title: "Building examples/zephyr",
      log: join(root, "build", "logs", "zephyr-sample.log"),
      cwd: workspace.topdir,
      env: {
        ...env,
        ...chooseToolchain(compiler ?? "").env,
        PATH: [dirname(command), dirname(ninja ?? ""), process.env.PATH].join(":"),
      },
      excerpt: compilerErrors,
    },
  );
  return dir;
}
