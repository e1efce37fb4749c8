import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../harness/base/command.js";
import { root } from "../../harness/base/paths.js";
import { hashInputs, isStamped, writeStamp } from "../../harness/base/stamp.js";
import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { type Config, writeFragment } from "../../harness/build/kconfig.ts";
import type { BuildTools, Recipe } from "../../harness/build/recipe.ts";
import { zephyrRecipe } from "../../harness/build/zephyr.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
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
    MAIN_STACK_SIZE: 4096,
    NET_SOCKETS_POLL_MAX: 40,
    NET_MAX_CONTEXTS: 40,
    NET_MAX_CONN: 40,
    ZVFS_OPEN_MAX: 48,
    // Each connection keeps a packet for sending: of Zephyr's 16 none was left with 16 connections, which stood still or were reset.
    NET_PKT_TX_COUNT: 128,
    NET_PKT_RX_COUNT: 128,
    NET_BUF_TX_COUNT: 256,
    NET_BUF_RX_COUNT: 256,
  },
  ready: "waits for connections",
};

/** Builds a sample for the board and with the toolchain of the firmware that it is compared with. Returns its ELF file. */
export async function ensureSample({ sample, config }: Sample, { device, signal }: BenchmarkContext): Promise<string> {
  const choice = { ...device, ...chooseDevice(device) };
  const workspace = findWorkspace(choice);
  await ensureSetup({ signal, zephyr: true });
  const buildTools = await findTools();
  const recipe = zephyrRecipe(choice, buildTools);
  const name = sample.replaceAll("/", "-");
  const dir = join(root, "build", "bench", `${name}-${choice.board}`);
  const source = join(workspace.zephyrBase, "samples", sample);
  const run = (command: string, commandArgs: string[]) =>
    runCommand(command, commandArgs, {
      title: `Building Zephyr's sample ${sample}`,
      log: join(root, "build", "logs", `bench-${name}.log`),
      env: { ...process.env, ...recipe.env },
      signal,
    });
  await configure({ dir, source, config, recipe, cmake: buildTools.cmake, run });
  await run(buildTools.ninja, ["-C", dir, "-j", "2"]);
  return join(dir, recipe.output.elf);
}

interface Configuration {
  readonly dir: string;
  readonly source: string;
  readonly config: Config;
  readonly recipe: Recipe;
  readonly cmake: string;
  run(command: string, args: string[]): Promise<unknown>;
}

/** Runs CMake where it has not run with these options; it notices by itself where the sample or Zephyr has changed. */
async function configure({ dir, source, config, recipe, cmake, run }: Configuration): Promise<void> {
  const overlay = join(dir, "overlay.conf");
  const args = ["-S", source, "-B", dir, "-G", "Ninja", ...recipe.args, `-DEXTRA_CONF_FILE=${overlay}`];
  const fragment = writeFragment(config);
  const stamp = join(dir, ".stamp");
  // PATH is the caller's; the tools that come from there are arguments.
  const env = Object.entries(recipe.env).flatMap(([name, value]) => (name === "PATH" ? [] : [value]));
  const hash = hashInputs({ facts: [cmake, ...args, ...env, fragment] });
  if (isStamped(stamp, hash) && existsSync(join(dir, "build.ninja"))) {
    return;
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(overlay, fragment);
  await run(cmake, args);
  writeStamp(stamp, hash);
}

async function findTools(): Promise<BuildTools> {
  const context = { root, env: process.env };
  const [cmake, ninja, compiler] = await Promise.all(
    [tools.cmake, tools.ninja, tools.compiler].map((tool) => requirePath(tool, context)),
  );
  return { cmake, ninja, compiler } as BuildTools;
}
