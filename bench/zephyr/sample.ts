import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { runCommand } from "../../harness/bootstrap/command.js";
import { type Config, writeFragment } from "../../harness/build/kconfig.ts";
import type { BuildTools } from "../../harness/build/recipe.ts";
import { zephyrRecipe } from "../../harness/build/zephyr.ts";
import { chooseDevice } from "../../harness/device/options.ts";
import { root } from "../../harness/root.ts";
import { requirePath, tools } from "../../harness/setup/checks/index.ts";
import { ensureSetup } from "../../harness/setup/index.ts";
import { findWorkspace } from "../../harness/zephyr/index.ts";

/** A sample of Zephyr's: built from the workspace, not copied from it. */
export interface Sample {
  /** Its folder in Zephyr's `samples`. */
  readonly sample: string;
  readonly config: Config;
  /** What it prints when it is ready. */
  readonly ready: string;
}

/** The address of the first device on a network, which the sample is built for. */
export const sampleAddress = "10.0.2.15";

/** Zephyr's own server of this kind. By itself it has room for three connections. */
export const echoSample: Sample = {
  sample: "net/sockets/echo_async_select",
  config: {
    NET_CONFIG_MY_IPV4_ADDR: sampleAddress,
    NET_CONFIG_MY_IPV4_NETMASK: "255.255.255.0",
    NET_CONFIG_MY_IPV4_GW: "10.0.2.2",
    NET_CONFIG_PEER_IPV4_ADDR: "10.0.2.2",
    NET_L2_ETHERNET: true,
    NET_QEMU_ETHERNET: true,
    // What select() waits for is on the stack.
    MAIN_STACK_SIZE: 2400,
    NET_SOCKETS_POLL_MAX: 24,
    NET_MAX_CONTEXTS: 24,
    NET_MAX_CONN: 24,
    ZVFS_OPEN_MAX: 28,
  },
  ready: "waits for connections",
};

/** Builds a sample for the board and with the toolchain of the firmware that it is compared with. Returns its ELF file. */
export async function ensureSample({ sample, config }: Sample, { device, signal }: BenchmarkContext): Promise<string> {
  const choice = { ...device, ...chooseDevice(device) };
  const workspace = findWorkspace(choice);
  await ensureSetup({ signal, zephyr: true });
  const { args, env, elf } = zephyrRecipe(choice, await findTools());
  const name = sample.replaceAll("/", "-");
  const dir = join(root, "build", "bench", `${name}-${choice.board}`);
  const overlay = join(dir, "overlay.conf");
  const run = (command: string, commandArgs: string[]) =>
    runCommand(command, commandArgs, {
      title: `Building Zephyr's sample ${sample}`,
      log: join(root, "build", "logs", `bench-${name}.log`),
      env: { ...process.env, ...env },
      signal,
    });
  const { cmake, ninja } = await findTools();
  mkdirSync(dir, { recursive: true });
  writeFileSync(overlay, writeFragment(config));
  if (!existsSync(join(dir, "build.ninja"))) {
    const source = join(workspace.zephyrBase, "samples", sample);
    await run(cmake, ["-S", source, "-B", dir, "-G", "Ninja", ...args, `-DEXTRA_CONF_FILE=${overlay}`]);
  }
  await run(ninja, ["-C", dir, "-j", "2"]);
  return join(dir, elf);
}

async function findTools(): Promise<BuildTools> {
  const context = { root, env: process.env };
  const [cmake, ninja, compiler] = await Promise.all(
    [tools.cmake, tools.ninja, tools.compiler].map((tool) => requirePath(tool, context)),
  );
  return { cmake, ninja, compiler } as BuildTools;
}
