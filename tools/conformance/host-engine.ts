import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { Engine } from "../../harness/base/choices.ts";
import { runCommand } from "../../harness/base/command.js";
import { withLock } from "../../harness/base/lock.js";
import { root } from "../../harness/base/paths.js";
import type { Progress } from "../../harness/base/progress.ts";
import { findTools, hostCompiler } from "../../harness/build/build-tools.ts";
import { useCcache } from "../../harness/build/ccache.ts";
import { findJerryscript } from "../../harness/build/freertos.ts";
import { placesOf } from "../../harness/setup/context.ts";
import type { Run } from "./outcome.ts";

/** See firmware/engine/host/conformance.h. */
const ends = ["done", "threw", "refused", "memory"] as const;

export interface HostEngineOptions {
  readonly workspace?: string | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Builds the program that runs a bundle on an engine on this machine, from the sources, changes and options of the firmware.
 *
 * @returns its path
 * @throws UsageError `ENOENT` the engine's sources or a compiler are not there; SetupError `EIO` the build failed
 */
export async function buildHostEngine(
  engine: Engine,
  { workspace, progress, signal }: HostEngineOptions,
): Promise<string> {
  const { cmake, ninja } = await findTools();
  const dir = join(placesOf(root).build, "conformance", engine);
  const sources =
    engine === "jerryscript"
      ? `-DAIO_JERRYSCRIPT=${findJerryscript({ workspace })}`
      : `-DAIO_QUICKJS=${join(placesOf(root).vendor, "rquickjs-sys", "quickjs")}`;
  const ccache = useCcache({ launch: true });
  const env = { ...process.env, ...ccache.env };
  const step = (title: string, name: string, command: string, args: string[]) =>
    progress.during(title, (onLine) =>
      runCommand(command, args, {
        title,
        log: join(placesOf(root).build, "logs", `conformance-${engine}-${name}.log`),
        env,
        signal,
        onLine,
      }),
    );
  mkdirSync(dir, { recursive: true });
  await withLock(`${dir}.lock`, { onWait: progress.say, signal }, async () => {
    await step(`Configuration of ${engine} for this machine`, "configure", cmake, [
      ...["-S", join(root, "firmware", "engine", "host"), "-B", dir, "-G", "Ninja"],
      ...[`-DCMAKE_MAKE_PROGRAM=${ninja}`, `-DCMAKE_C_COMPILER=${await hostCompiler()}`],
      ...[`-DAIO_ENGINE=${engine}`, sources, ...ccache.args],
    ]);
    await step(`${engine} for this machine`, "build", ninja, ["-C", dir, "-j", "2"]);
  });
  return join(dir, "conformance");
}

/**
 * Runs a bundle on an engine of this machine.
 *
 * @param limit seconds of processor time
 */
export async function runOnHost(
  program: string,
  code: string,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<Run> {
  const result = await execa(program, [String(limit)], {
    input: code,
    reject: false,
    cancelSignal: signal,
    env: { TZ: "UTC" },
    stripFinalNewline: false,
  });
  signal.throwIfAborted();
  const message = firstLine(result.stderr);
  if (result.signal !== undefined) {
    return result.signal === "SIGXCPU" || result.signal === "SIGKILL"
      ? { end: "timeout", message: `more than ${limit} s of processor time` }
      : { end: "crash", message: `${result.signal} ${message}`.trim() };
  }
  const end = ends[result.exitCode ?? -1];
  if (end === undefined) {
    return { end: "crash", message: `it ended with ${result.exitCode ?? result.shortMessage}: ${message}` };
  }
  return end === "done" ? { end, stdout: result.stdout } : { end, message };
}

function firstLine(text: string): string {
  return text.split("\n").find((line) => line !== "") ?? "";
}
