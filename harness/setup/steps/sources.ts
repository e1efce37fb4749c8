import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../base/command.js";
import { contentsOf } from "../../base/look.ts";
import { hashInputs, isStamped, writeStamp } from "../../base/stamp.js";
import { requirePath, tools } from "../checks/index.ts";
import { logFile, placesOf, type SetupContext } from "../context.ts";
import { readChecksum, verifyCrate } from "./crate.ts";
import type { Step } from "./step.ts";

/** The crates whose sources the firmware is built from; cargo fetches those that they depend on too, which are thrown away. */
const crates = ["freertos-next", "lwip", "rquickjs-sys"] as const;

/** `vendor/`: the C sources of the FreeRTOS build, as Cargo.lock pins them. */
export const sources: Step = {
  title: "C sources of FreeRTOS, lwIP and QuickJS-ng (cargo vendor)",

  async isNeeded({ root }) {
    const { vendor } = placesOf(root);
    return !isStamped(join(vendor, ".stamp"), inputs(root)) || !crates.every((name) => existsSync(join(vendor, name)));
  },

  async run(context, detail) {
    const { root } = context;
    const { build, vendor: final } = placesOf(root);
    const fresh = join(build, "vendor.new");
    rmSync(fresh, { recursive: true, force: true });
    await vendor(context, fresh, detail);
    const chosen = join(build, "vendor.chosen");
    rmSync(chosen, { recursive: true, force: true });
    await choose(context, fresh, chosen, detail);
    writeStamp(join(chosen, ".stamp"), inputs(root));
    rmSync(final, { recursive: true, force: true });
    renameSync(chosen, final);
    rmSync(fresh, { recursive: true, force: true });
  },
};

function inputs(root: string): string {
  const files = ["Cargo.toml", "Cargo.lock"].map((name) => contentsOf(join(root, name)) ?? "");
  return hashInputs({ facts: [...files, ...crates] });
}

async function vendor(context: SetupContext, folder: string, detail: (line: string) => void): Promise<void> {
  const { root, env, signal } = context;
  const cargo = await requirePath(tools.cargo, context);
  await runCommand(cargo, ["vendor", "--locked", "--color", "never", folder], {
    title: "Fetching the C sources",
    log: logFile(context, "sources"),
    advice: `Mend what cargo names (\`cargo vendor --locked\` in ${root} shows the same), then run the command again.`,
    cwd: root,
    env,
    signal,
    onLine: detail,
  });
}

/** Takes the few crates that are wanted, once their files are proved to be what was downloaded and Cargo.lock asks for. */
async function choose({ root }: SetupContext, from: string, to: string, detail: (line: string) => void): Promise<void> {
  for (const name of crates) {
    detail(`checking ${name}`);
    await verifyCrate(join(from, name), readChecksum(join(root, "Cargo.lock"), name));
  }
  mkdirSync(to, { recursive: true });
  for (const name of crates) {
    renameSync(join(from, name), join(to, name));
  }
}
