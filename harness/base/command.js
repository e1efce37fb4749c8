import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { explainFailure } from "./explain.js";
import { SetupError } from "./setup-error.js";

/** How many of a failed command's last lines are shown. */
const tailLines = 20;

/**
 * @typedef {object} CommandOptions
 * @property {string} title what the command does, as in "Installing npm packages"
 * @property {string} log the file that gets its whole output
 * @property {string} [advice] what to do where the output names no known cause
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] replaces the environment
 * @property {AbortSignal | undefined} [signal] ends the command; the promise rejects with its reason
 * @property {(line: string) => void} [onLine] each line of output as it comes
 * @property {boolean} [group] whether what the command started ends with it; Ctrl-C reaches them through `signal` then
 * @property {(output: string) => string} [excerpt] what to show of the output where the command failed; its last lines by
 * default
 */

/**
 * Runs a command to its end and returns its output, stdout and stderr together.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} options
 * @returns {Promise<string>}
 * @throws {SetupError} it could not be started or failed; the message names the command, the end of its output and what to do
 */
export async function runCommand(command, args, options) {
  options.signal?.throwIfAborted();
  mkdirSync(dirname(options.log), { recursive: true });
  const log = openSync(options.log, "w");
  try {
    const { output, end } = await collect(command, args, options, log);
    options.signal?.throwIfAborted();
    if (end !== 0) {
      throw failure([command, ...args].join(" "), `ended with ${end}`, output, options);
    }
    return output;
  } finally {
    closeSync(log);
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} options
 * @param {number} log
 * @returns {Promise<{ output: string, end: number | string }>}
 */
function collect(command, args, options, log) {
  const { cwd, env = process.env, signal, onLine = () => {}, group = false } = options;
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: group });
  const stop = () => (group ? killGroup(child.pid) : child.kill("SIGTERM"));
  signal?.addEventListener("abort", stop, { once: true });
  // However this process ends, its command does not go on alone.
  process.once("exit", stop);
  let output = "";
  let rest = "";
  /** @param {string} text */
  const take = (text) => {
    output += text;
    output += tryWrite(log, text);
    const lines = (rest + text).split(/[\r\n]+/);
    rest = lines.pop() ?? "";
    for (const line of lines.filter((each) => each.trim() !== "")) {
      onLine(line);
    }
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", take);
  }
  return new Promise((resolve, reject) => {
    child.once("error", (error) =>
      reject(failure([command, ...args].join(" "), `could not be started: ${error.message}`, output, options)),
    );
    child.once("close", (code, killer) => resolve({ output, end: code ?? killer ?? "no code" }));
  }).finally(() => {
    signal?.removeEventListener("abort", stop);
    process.removeListener("exit", stop);
  });
}

/** @param {number | undefined} leader */
function killGroup(leader) {
  try {
    process.kill(-(leader ?? Number.NaN), "SIGTERM");
  } catch {
    // All of it has ended.
  }
}

/**
 * Writes into the log. Where that fails, as on a full disk, the command goes on and its output tells of it.
 *
 * @param {number} log
 * @param {string} text
 */
function tryWrite(log, text) {
  try {
    writeSync(log, text);
    return "";
  } catch (error) {
    return `${/** @type {Error} */ (error).message}\n`;
  }
}

/**
 * @param {string} command
 * @param {string} what
 * @param {string} output
 * @param {CommandOptions} options
 */
function failure(command, what, output, { title, log, advice, excerpt = lastLines }) {
  const known = explainFailure(output);
  const shown = excerpt(output).replace(/^/gm, "  | ");
  return new SetupError(
    [
      `${title} failed: \`${command}\` ${what}.`,
      ...(output.trim() === "" ? [] : [shown]),
      known?.advice ?? advice ?? "Read the output above, then run the command again.",
      `The whole output is in ${log}`,
    ].join("\n"),
    { code: known?.code ?? "EIO" },
  );
}

/** @param {string} output */
function lastLines(output) {
  return output.trimEnd().split("\n").slice(-tailLines).join("\n");
}
