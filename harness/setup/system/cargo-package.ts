import { execa } from "execa";
import { tools } from "../checks/tools.ts";
import { isAtLeast } from "../checks/version.ts";
import type { SetupContext } from "../context.ts";

/**
 * The Debian or Ubuntu package with a cargo that is new enough: `cargo` itself, `cargo-web` (Debian 12) or `cargo-1.NN` (Ubuntu).
 * Where apt knows none yet, it is `cargo-web`.
 */
export async function cargoPackage({ env, signal }: Pick<SetupContext, "env" | "signal">): Promise<string> {
  const { stdout = "" } = await execa("apt-cache", ["policy", ...tools.cargo.commands, "cargo-web"], {
    env: { ...env, LC_ALL: "C" },
    extendEnv: false,
    reject: false,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  const found = [...stdout.matchAll(/^(\S+):\n(?: {2}.*\n)*? {2}Candidate: (\S+)/gm)];
  const good = found.find(([, , version = ""]) => /^\d/.test(version) && isAtLeast(version, tools.cargo.minimum));
  return good?.[1] ?? "cargo-web";
}
