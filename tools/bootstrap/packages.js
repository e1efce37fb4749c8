import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../harness/base/command.js";

/** Tries often and soon: npm by itself tries twice, and takes 70 s to find that there is no network. */
const patience = ["--fetch-retries=3", "--fetch-retry-mintimeout=1000", "--fetch-retry-factor=2"];

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} Packages */

/**
 * Runs `npm ci` where node_modules is not what package-lock.json asks for.
 *
 * @param {{ root: string, say: (line: string) => void, env?: NodeJS.ProcessEnv }} options
 */
export async function installPackages({ root, say, env = process.env }) {
  if (isInstalled(root)) {
    return;
  }
  say("Installing npm packages (npm ci) …");
  const started = Date.now();
  // npm names itself to the scripts it runs; this script may also have been started by hand.
  const npm = env.npm_execpath?.endsWith(".js") ? [process.execPath, env.npm_execpath] : ["npm"];
  const [command = "npm", ...first] = npm;
  await runCommand(command, [...first, "ci", "--include=dev", ...patience, "--no-audit", "--no-fund"], {
    title: "Installing npm packages",
    log: join(root, "build", "logs", "npm.log"),
    excerpt: firstErrors,
    advice: "Remove node_modules, then run the command again.",
    cwd: root,
    env,
  });
  say(`✔ npm packages (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** Of a checkout that may not be written, or has its link already. */
const noLink = new Set(["EEXIST", "EROFS", "EACCES", "EPERM"]);

/**
 * Makes this checkout's own package importable by its name below it, as where npm installed it: `extends` of a tsconfig.json in a folder
 * with a package.json of its own names it too.
 *
 * @param {string} root
 */
export function linkOwnPackage(root) {
  try {
    symlinkSync("..", join(root, "node_modules", "async-io-ts"), "dir");
  } catch (error) {
    if (!noLink.has(/** @type {NodeJS.ErrnoException} */ (error).code ?? "")) {
      throw error;
    }
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for, by the list that npm leaves there as its last act. An optional
 * package may be missing: it is for another system.
 *
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (wanted === undefined || installed === undefined) {
    return false;
  }
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const found = installed[path]?.version;
    return path === "" || found === version || (found === undefined && (optional || devOptional));
  });
}

/**
 * What npm says first is what is wrong; how to use npm comes after it.
 *
 * @param {string} output
 */
function firstErrors(output) {
  const errors = output.split("\n").filter((line) => /^npm (?:error|ERR!) \S/.test(line));
  return (errors.length > 0 ? errors : output.trimEnd().split("\n")).slice(0, 12).join("\n");
}

/** @param {string} file @returns {Packages | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}
