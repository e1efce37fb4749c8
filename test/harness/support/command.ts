import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { run } from "../../../harness/cli/index.ts";
import { linkTsxCache } from "../../support/run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { fakeQemu, scenario } from "./fake-device.ts";

/** The command as it is installed, compiled: it starts in a third of the time that its sources take. ava.config.js compiles it. */
export const entry = join(root, "bin", "async-io.js");
const tsx = import.meta.resolve("tsx");

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/**
 * A folder of its own in which `async-io` is run: with programs, a fake QEMU that nobody else uses, and TMPDIR.
 */
export class Workspace {
  readonly folder = temporaryFolder("aio-cli-");
  /** Its path is in the command line of every process that a run starts. */
  readonly qemu = join(this.folder, "qemu-system-arm");

  constructor() {
    symlinkSync(fakeQemu, this.qemu);
    linkTsxCache(this.folder);
    this.write("main.ts", 'console.log("hi");\nexport {};\n');
  }

  write(name: string, contents: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
    return path;
  }

  /** Starts `async-io` with QEMU's place taken by the fake. */
  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    return this.spawnIn(process.execPath, [entry, ...args], env);
  }

  /** Starts a TypeScript file in the same way, through tsx. */
  spawn(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    return this.spawnIn(process.execPath, ["--import", tsx, ...args], env);
  }

  /** Starts any program in the same way, in a folder of the workspace. */
  spawnIn(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = this.folder): Running {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, AIO_QEMU: this.qemu, TMPDIR: this.folder, FORCE_COLOR: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, ended: ended(child) };
  }

  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.start(args, env).ended;
  }

  /** Runs main.ts on a fake device that does what `code` says. */
  device(code: string, ...args: string[]): Promise<Ended> {
    return this.run(deviceArguments(code, args));
  }

  /** What a run has left behind: processes and temporary files. Empty is clean. */
  leftovers(): string[] {
    const processes = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => `${pid}: ${commandLine(pid)}`)
      .filter((line) => line.includes(this.qemu));
    const files = readdirSync(this.folder).filter((name) => name.startsWith("async-io"));
    return [...processes, ...files];
  }

  /**
   * Waits until nothing is left, for endings that this process cannot await.
   *
   * @param killed temporary files are left then, until the next run sweeps them: they are removed here
   */
  async untilClean(killed = false): Promise<void> {
    while (this.leftovers().some((line) => !killed || /^\d+: /.test(line))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (const name of killed ? this.leftovers() : []) {
      rmSync(join(this.folder, name), { recursive: true });
    }
  }
}

/**
 * A macro for ava: `async-io` with these arguments is bad usage, and stderr says why. In this process, because there are many of these:
 * for tests that are declared with `test.serial`.
 */
export function refusedIn(folder: string) {
  return test.macro(async (t, args: readonly string[], message: RegExp) => {
    const { code, stdout, stderr } = await runHere(folder, args);
    t.is(code, 64);
    t.is(stdout, "");
    t.regex(stderr, message);
  });
}

/** Runs a command in this process, in a folder. Not for what starts a device: its signals are this process's. */
export async function runHere(folder: string, args: readonly string[]): Promise<Omit<Ended, "signal">> {
  const text = { stdout: "", stderr: "" };
  const before = process.cwd();
  const restore = (["stdout", "stderr"] as const).map((name) => {
    const { write } = process[name];
    process[name].write = (piece: string | Uint8Array) => {
      text[name] += piece.toString();
      return true;
    };
    return () => {
      process[name].write = write;
    };
  });
  process.chdir(folder);
  try {
    return { code: await run(args), ...text };
  } finally {
    process.chdir(before);
    for (const each of restore) {
      each();
    }
  }
}

/** The arguments that run main.ts on a fake device. */
export function deviceArguments(code: string, args: readonly string[] = []): string[] {
  return ["run", "main.ts", "--firmware", scenario(code), ...args];
}

async function ended(child: ChildProcess): Promise<Ended> {
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (piece: string) => {
      text[name] += piece;
    });
  }
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...text };
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
