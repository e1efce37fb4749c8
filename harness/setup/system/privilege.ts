import { execa } from "execa";
import { findExecutable } from "../../base/find-executable.ts";
import type { SetupContext } from "../context.ts";

/**
 * What to put before a command so that it runs as root: nothing for root, sudo for others. Asks for the password where
 * somebody is there to give it. Undefined: there is no way.
 */
export async function becomeRoot(context: SetupContext, packages: readonly string[]): Promise<string[] | undefined> {
  if (context.uid === 0) {
    return [];
  }
  const sudo = findExecutable("sudo", context.env.PATH);
  if (sudo === undefined) {
    return undefined;
  }
  const { env } = context;
  const silent = await execa(sudo, ["-n", "true"], { env, extendEnv: false, reject: false, stdin: "ignore" });
  if (!silent.failed) {
    return [sudo, "-n"];
  }
  if (!context.interactive) {
    return undefined;
  }
  context.progress.say(
    `System packages are missing: ${packages.join(" ")}\nsudo may ask for your password to install them.`,
  );
  const asked = await execa(sudo, ["-v"], { env, extendEnv: false, reject: false, stdio: "inherit" });
  return asked.failed ? undefined : [sudo, "-n"];
}
