import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { explainSystemError } from "../../harness/base/explain.js";
import { withLock } from "../../harness/base/lock.js";
import { buildFolder, root } from "../../harness/base/paths.js";
import { say } from "../../harness/base/say.js";
import { compile } from "./compile.js";
import { installPackages, linkOwnPackage } from "./packages.js";

/**
 * What each command of package.json runs once the harness is compiled: a module of dist/ that exports
 * `run(args): Promise<number>`.
 *
 * @type {Record<string, string | undefined>}
 */
const modules = {
  prepack: "tools/commands/prepack.js",
  setup: "tools/commands/setup.js",
  start: "tools/commands/start.js",
  test: "tools/commands/test.js",
  "test-zephyr": "tools/commands/test-zephyr.js",
  lint: "tools/commands/lint.js",
  format: "tools/commands/format.js",
  docs: "tools/commands/docs.js",
  conformance: "tools/conformance/index.js",
  soak: "tools/commands/soak.js",
  fuzz: "tools/commands/fuzz.js",
  "async-io": "harness/cli/index.js",
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
    const { run } = await import(join(root, "dist", `${modules[command]}`));
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
