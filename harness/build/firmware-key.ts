import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { execa } from "execa";
import { root } from "../base/paths.js";
import { listFiles } from "../base/stamp.js";
import { inspect, tools } from "../setup/checks/index.ts";
import { placesOf } from "../setup/context.ts";
import { chooseToolchain, lookForWorkspace, modulesOf } from "../zephyr/index.ts";
import type { FirmwareChoice } from "./recipe.ts";

/** The parts of the vendored crates that are compiled. */
const vendored = ["freertos-next/FreeRTOS-Kernel", "lwip/src", "rquickjs-sys/quickjs"] as const;

/** Variables that CMake and Zephyr's build read by themselves. */
const variables = ["CFLAGS", "ASMFLAGS", "LDFLAGS", "EXTRA_ZEPHYR_MODULES", "ZEPHYR_EXTRA_MODULES"] as const;

/**
 * A hash of everything that a firmware is made of. Paths of this machine are not in it, so that projects and checkouts with the same
 * sources share a firmware.
 *
 * @param fragment the Kconfig options that differ from the board's
 * @returns undefined where it cannot be known: a source or the compiler is not there yet, or the west workspace has changes that are
 * not committed
 */
export async function firmwareKey(choice: FirmwareChoice, fragment: string): Promise<string | undefined> {
  const { kernel, engine, board } = choice;
  const isZephyr = kernel === "zephyr";
  const { vendor } = placesOf(root);
  const [{ path: compiler, version }, workspace] = await Promise.all([
    inspect(tools.compiler, { root, env: process.env }),
    isZephyr || engine === "jerryscript" ? revisions(choice) : [],
  ]);
  const folders = [
    ...["firmware", "zephyr", join("boards", board), join("boards", "memory")].map((name) => join(root, name)),
    ...(fragment.includes("CONFIG_AIO_BENCH=y") ? [join(root, "bench", "c")] : []),
    ...vendored
      .filter((name) => !isZephyr || (engine === "quickjs" && name.includes(engine)))
      .map((name) => join(vendor, name)),
  ];
  if (compiler === undefined || version === undefined || workspace === undefined || !folders.every(existsSync)) {
    return undefined;
  }
  const toolchain = isZephyr ? [chooseToolchain(compiler).variant, process.env.ZEPHYR_SDK_INSTALL_DIR ?? ""] : [];
  const { version: own } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const set = variables.map((name) => process.env[name] ?? "");
  const hash = createHash("sha256");
  for (const fact of [kernel, engine, board, fragment, own, version, ...toolchain, ...workspace, ...set]) {
    hash.update(`${fact}\0`);
  }
  for (const folder of folders) {
    for (const file of listFiles(folder, () => true).sort()) {
      hash
        .update(`${relative(folder, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex").slice(0, 32);
}

/** The commits of a workspace's Zephyr and modules; undefined where one has changes, or is no git repository. */
async function revisions(choice: FirmwareChoice): Promise<readonly string[] | undefined> {
  const workspace = lookForWorkspace(choice);
  if (workspace === undefined) {
    return undefined;
  }
  const found = await Promise.all([workspace.zephyrBase, ...modulesOf(workspace)].map(revision));
  return found.every((commit) => commit !== undefined) ? found : undefined;
}

async function revision(folder: string): Promise<string | undefined> {
  const git = (...args: readonly string[]) =>
    execa("git", ["--no-optional-locks", "-C", folder, ...args], { reject: false });
  const [head, status] = await Promise.all([
    git("rev-parse", "HEAD"),
    git("status", "--porcelain", "--untracked-files=no"),
  ]);
  return head.failed || status.failed || status.stdout !== "" ? undefined : head.stdout;
}
