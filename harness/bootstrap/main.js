import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { compile } from "./compile.js";
import { explainSystemError } from "./explain.js";
import { withLock } from "./lock.js";
import { installPackages, linkOwnPackage } from "./packages.js";
import { buildFolder, root } from "./paths.js";
import { say } from "./say.js";

/**
 * What each command of package.json runs once the harness is compiled: a module of dist/harness that exports
 * `run(args): Promise<number>`.
 *
 * @type {Record<string, string | undefined>}
 */
const modules = {
  prepack: "setup/commands/prepack.js",
  setup: "setup/commands/setup.js",
  start: "setup/commands/start.js",
  test: "setup/commands/test.js",
  "test-zephyr": "setup/commands/test-zephyr.js",
  lint: "setup/commands/lint.js",
  format: "setup/commands/format.js",
  docs: "setup/commands/docs.js",
  conformance: "conformance/index.js",
  soak: "setup/commands/soak.js",
  fuzz: "setup/commands/fuzz.js",
  "async-io": "cli/index.js",
};

/**
 * Brings node_modules and dist/ up to date, then runs a command from dist/. Sets the process's exit code.
 *
 * @param {string[]} argv the command's name and its arguments
 */
export async function main([command = "", ...args]) {
  try {
    if (!Object.hasOwn(modules, command)) {
      throw new Error(`There is no command "${command}"; there are ${Object.keys(modules).join(", ")}.`);
    }
    await prepare();
    const { run } = await import(join(root, "dist", "harness", `${modules[command]}`));
    process.exitCode = await run(args);
  } catch (error) {
    report(error);
  }
}

async function prepare() {
  const names = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  // By exit() and not by the signal itself, so that npm ends too and the lock is free.
  const stop = (/** @type {NodeJS.Signals} */ name) => process.exit(128 + constants.signals[name]);
  for (const name of names) {
    process.once(name, stop);
  }
  await withLock(join(buildFolder, "bootstrap.lock"), { onWait: say }, async () => {
    await installPackages({ root, say });
    linkOwnPackage(root);
    await compile({ root, say });
  });
  for (const name of names) {
    process.removeListener(name, stop);
  }
}

/** @param {unknown} thrown */
function report(thrown) {
  const error = explainSystemError(thrown);
  const { exitCode, message, stack } = /** @type {Error & { exitCode?: number }} */ (error);
  // An error that knows its exit code is written for users: its message is complete. Any other is a defect and shows where.
  process.stderr.write(`${exitCode === undefined ? (stack ?? message) : message}\n`);
  if (exitCode === undefined && !existsSync(join(root, "node_modules"))) {
    process.stderr.write("Remove node_modules and dist, then run the command again.\n");
  }
  process.exitCode = exitCode ?? 1;
}
