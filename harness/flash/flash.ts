import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { terminalProgress } from "../base/progress.ts";
import { withTemporaryFolder } from "../base/temporary-folder.ts";
import { explainEnd } from "./explain.ts";
import { FlashError, halfFlashed } from "./flash-error.ts";
import { writeIntelHex } from "./intel-hex.ts";
import { appPartition, checkFits } from "./partition.ts";
import { findRoute, type Route } from "./prepare.ts";
import { logFolder, runTool, type ToolEnd } from "./run-tool.ts";
import type { Runner } from "./runners/index.ts";
import { showSteps } from "./show-steps.ts";
import type { FlashOptions, FlashResult } from "./types.ts";
import { beginFlash } from "./unfinished.ts";

/** The line in which `west -v` shows the tool's command, right before it starts it. */
const toolStarts = /^runners\.[\w-]+: /m;
/** Faults that a tool finds before it writes. */
const early: ReadonlySet<string> = new Set(["ENODEV", "EINVAL", "ENXIO", "ENOENT", "EACCES", "EBUSY", "ENOTSUP"]);

/**
 * Writes a board's firmware, or its app image into its partition, with one of west's runners.
 *
 * @throws UsageError `ENOTSUP` the board is no hardware, or has no app partition; `EINVAL` it has no such runner, or two probes are
 * connected and none is named; `EFBIG` the image is larger than the partition; `ENOENT` the firmware is not built
 * @throws FlashError `ENODEV` no probe; `ENXIO` the chip does not answer; `ENOENT` the tool is not installed; `EACCES`, `EBUSY` the
 * probe cannot be opened; `EILSEQ` what was read back differs; `EFAULT` no flash memory there; `EPERM` the chip is protected;
 * `ECANCELED` aborted; `EIO` all else. `halfFlashed` says whether the region may have been changed.
 */
export async function flash(options: FlashOptions): Promise<FlashResult> {
  const { board, what, progress = terminalProgress(), signal } = options;
  const hex = what === "app" ? appHex(options) : undefined;
  const route = findRoute(options);
  if (what === "firmware") {
    checkFirmware(options);
  }
  signal?.throwIfAborted();
  const log = join(options.logs ?? logFolder, `flash-${board.name}-${what}.log`);
  const title = `${what === "app" ? "App" : "Firmware"} into ${board.name}, with ${route.runner.tool}`;
  const output = await progress.during(title, (detail) =>
    withTemporaryFolder(async (folder) => {
      const file = join(folder, "app.hex");
      await writeFile(file, hex ?? "");
      return write(route, options, { log, detail, files: hex === undefined ? [] : route.runner.fileArgs(file) });
    }),
  );
  return { runner: route.runner.name, output, log };
}

/** The app image as a file that holds its address too. */
function appHex({ board, buildDir, image }: FlashOptions): string {
  if (image === undefined) {
    throw new UsageError('flash: what: "app" needs an image');
  }
  const partition = appPartition(board, buildDir);
  checkFits(image, board, partition);
  return writeIntelHex(image, partition.address);
}

/** Some runners would take the raw binary instead, which does not say where it belongs. */
function checkFirmware({ board, buildDir }: FlashOptions): void {
  const file = join(buildDir, "zephyr", "zephyr.hex");
  if (!existsSync(file)) {
    throw new UsageError(
      `the firmware of ${board.name} is not there as ${file}: have CONFIG_BUILD_OUTPUT_HEX=y in boards/${board.name}/${board.name}.conf and build it again`,
      { code: "ENOENT" },
    );
  }
}

interface Run {
  readonly log: string;
  readonly files: readonly string[];
  readonly detail: (line: string) => void;
}

/** Runs west, and returns its output, or throws what became of the board. */
async function write(route: Route, options: FlashOptions, run: Run): Promise<string> {
  const { board, what, probe, signal, again } = options;
  const { runner } = route;
  const noteEnd = beginFlash(board.name, what, options.notes, again);
  const ended = await runWest(runner, options, run);
  const { output, end } = ended;
  // What was done all the same when the signal came is done.
  const fault =
    signal?.aborted && end !== 0
      ? { code: "ECANCELED", text: "it was interrupted" }
      : explainEnd(runner, end, { ...route, board: board.name, probe, output });
  if (fault === undefined) {
    noteEnd("written");
    return output;
  }
  const touched = mayHaveWritten(ended, fault.code, runner.writes);
  noteEnd(touched ? "half" : "untouched");
  const state = touched
    ? halfFlashed(board.name, what, again, runner.writes.test(output))
    : `nothing was written to ${board.name}`;
  throw new FlashError(
    `flashing ${board.name}'s ${what} with ${runner.name} failed: ${fault.text}\n${state}\nThe whole output is in ${run.log}`,
    { code: fault.code, halfFlashed: touched },
  );
}

async function runWest(runner: Runner, options: FlashOptions, { log, files, detail }: Run): Promise<ToolEnd> {
  const { board, what, buildDir, probe, west, signal, again } = options;
  const args = [
    ...[...west.args, "-v", "flash", "--build-dir", buildDir, "--skip-rebuild", "--runner", runner.name],
    // All of the flash erased would take the other region along.
    ...["--no-erase", ...runner.flashArgs(probe), ...files],
  ];
  const steps = showSteps(runner, detail);
  // A second Ctrl-C ends this process at once.
  const atExit = () => void process.stderr.write(`async-io: ${halfFlashed(board.name, what, again, false)}\n`);
  process.once("exit", atExit);
  try {
    return await runTool(west.command, args, { cwd: buildDir, env: west.env, log, signal, onOutput: steps.update });
  } finally {
    steps.end();
    process.removeListener("exit", atExit);
  }
}

/** Tools keep output back where there is no terminal: one that did not end by itself may have written, and not said so. */
function mayHaveWritten({ output, end }: ToolEnd, code: string, writes: RegExp): boolean {
  const beforeWriting = typeof end === "number" && early.has(code) && !writes.test(output);
  return toolStarts.test(output) && !beforeWriting;
}
