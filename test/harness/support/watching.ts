import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { entry, type Workspace } from "./command.ts";

const tsx = import.meta.resolve("tsx");

/** Milliseconds without any output after which it will not print what is waited for; a test says then what it did print. */
const patience = 60_000;

/** A command that watches, and what it has printed. */
export class Watching {
  readonly child: ChildProcess;
  readonly text = { stdout: "", stderr: "" };
  /** What it ended with. */
  readonly code: Promise<number | null>;
  /** How much of each was matched. */
  readonly #seen = { stdout: 0, stderr: 0 };

  constructor(workspace: Workspace, folder: string, args: readonly string[]) {
    const program = ["--import", tsx, entry, ...args];
    const { child, ended } = workspace.spawnIn(process.execPath, program, {}, folder);
    this.child = child;
    this.code = ended.then(({ code }) => code);
    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.on("data", (piece: string) => {
        this.text[name] += piece;
      });
    }
  }

  /** Waits until it has printed this, behind what was waited for before. */
  stdout(pattern: string | RegExp): Promise<void> {
    return this.#until("stdout", pattern);
  }

  stderr(pattern: string | RegExp): Promise<void> {
    return this.#until("stderr", pattern);
  }

  /** Ctrl-C. Returns the exit code. */
  interrupt(): Promise<number | null> {
    this.child.kill("SIGINT");
    return this.code;
  }

  async #until(name: "stdout" | "stderr", pattern: string | RegExp): Promise<void> {
    const from = this.#seen[name];
    const find = () => {
      const text = this.text[name].slice(from);
      const at = text.search(typeof pattern === "string" ? pattern.replace(/[.*+?]/g, "\\$&") : pattern);
      return at < 0 ? -1 : at + (typeof pattern === "string" ? pattern.length : (pattern.exec(text)?.[0].length ?? 0));
    };
    for (let end = find(); ; end = find()) {
      if (end >= 0) {
        this.#seen[name] = from + end;
        return;
      }
      const over = this.code.then((code) => {
        throw new Error(`it ended with ${code} before ${pattern}:\n${this.text.stdout}\n${this.text.stderr}`);
      });
      const limit = setTimeout(() => this.child.kill("SIGKILL"), patience);
      await Promise.race([once(this.child[name] ?? this.child, "data"), over]);
      clearTimeout(limit);
    }
  }
}
