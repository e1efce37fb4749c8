import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../base/paths.js";
import { placesOf } from "../setup/context.ts";

/** Where the tools' output goes. */
export const logFolder = join(placesOf(root).build, "logs");

/** Milliseconds that a tool has to end when it is asked to; then it is killed. */
const patience = 5000;

export interface ToolOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** The file that gets the whole output. */
  readonly log: string;
  /** Aborted, the tool and what it started are ended. */
  readonly signal?: AbortSignal | undefined;
  /** All output so far, without escape sequences, whenever there is more of it. */
  readonly onOutput?: (output: string) => void;
}

export interface ToolEnd {
  readonly output: string;
  /** The exit code, or the signal's name. */
  readonly end: number | string;
}

/**
 * Runs a tool in a process group of its own to the end of its last process. West starts the tool that writes: ended alone, it
 * would leave that one writing, and holding the probe. In a group of its own, Ctrl-C reaches neither before this process decides.
 */
export function runTool(command: string, args: readonly string[], options: ToolOptions): Promise<ToolEnd> {
  const { cwd, env, signal, onOutput = () => {} } = options;
  mkdirSync(dirname(options.log), { recursive: true });
  const log = openSync(options.log, "w");
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const kill = (name: NodeJS.Signals) => killGroup(child.pid, name);
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    kill("SIGTERM");
    timer = setTimeout(() => kill("SIGKILL"), patience);
  };
  const atExit = () => kill("SIGKILL");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      writeSync(log, text);
      output += text;
      onOutput(stripVTControlCharacters(output));
    });
  }
  signal?.addEventListener("abort", stop, { once: true });
  process.once("exit", atExit);
  return new Promise<ToolEnd>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      // As a shell has it, which says so in the output and ends with 127.
      error.code === "ENOENT" ? resolve({ output: `${command}: not found`, end: 127 }) : reject(error),
    );
    child.once("close", (code, killer) =>
      resolve({ output: stripVTControlCharacters(output), end: code ?? killer ?? "no code" }),
    );
    if (signal?.aborted) {
      stop();
    }
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    process.removeListener("exit", atExit);
    closeSync(log);
  });
}

function killGroup(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, name);
    }
  } catch {
    // Nobody is left in it.
  }
}
