import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { terminalProgress } from "../base/progress.ts";
import { withTemporaryFolder } from "../base/temporary-folder.ts";
import { requirePart } from "../boards/require.ts";
import { FlashError, halfFlashed } from "./flash-error.ts";
import { writeIntelHex } from "./intel-hex.ts";
import { appPartition, checkFits } from "./partition.ts";
import { logFolder, runTool, type ToolEnd } from "./run-tool.ts";
import { chooseRunner, type Runner } from "./runners.ts";
import type { FlashOptions, FlashResult } from "./types.ts";
import { beginFlash } from "./unfinished.ts";

/** The line in which `west -v` shows the tool's command, right before it starts it. */
const toolStarts = /^runners\.[\w-]+: /m;
/** How many of the output's last lines a failure's message has. */
const tailLines = 12;

/**
 * Writes a board's firmware, or its app image into its partition, by `west flash`. What west and its tool say is passed on.
 *
 * @throws UsageError `ENOTSUP` the board is no hardware, or has no app partition; `EINVAL` it has no such runner; `EFBIG` the image is
 * larger than the partition; `ENOENT` the firmware is not built
 * @throws FlashError `EIO` west failed, `ECANCELED` aborted. `halfFlashed` says whether the region may have been changed.
 */
export async function flash(options: FlashOptions): Promise<FlashResult> {
  const { board, what, progress = terminalProgress(), signal } = options;
  const hex = what === "app" ? appHex(options) : undefined;
  const { runners } = requirePart(board, "hardware");
  const runner = chooseRunner(options.runner, { name: board.name, runners });
  if (what === "firmware") {
    checkFirmware(options);
  }
  signal?.throwIfAborted();
  const log = join(options.logs ?? logFolder, `flash-${board.name}-${what}.log`);
  const title = `${what === "app" ? "App" : "Firmware"} into ${board.name}, with ${runner.name}`;
  const output = await progress.during(title, (detail) =>
    withTemporaryFolder(async (folder) => {
      const file = join(folder, "app.hex");
      await writeFile(file, hex ?? "");
      return write(runner, options, { log, detail, files: hex === undefined ? [] : runner.file(file) });
    }),
  );
  return { runner: runner.name, output, log };
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
async function write(runner: Runner, options: FlashOptions, run: Run): Promise<string> {
  const { board, what, signal, again } = options;
  const noteEnd = beginFlash(board.name, what, options.notes, again);
  const ended = await runWest(runner, options, run);
  const { output, end } = ended;
  const lied = end === 0 && runner.lies.test(output);
  if (end === 0 && !lied) {
    noteEnd("written");
    return output;
  }
  const touched = lied || mayHaveWritten(ended, runner.writes);
  noteEnd(touched ? "half" : "untouched");
  const said = `west ended with ${end}${lied ? ", but its tool failed" : ""}${lastLines(output).join("\n  | ")}`;
  const reason = signal?.aborted ? "it was interrupted" : said;
  const state = touched
    ? halfFlashed(board.name, what, again, runner.writes.test(output))
    : `nothing was written to ${board.name}`;
  throw new FlashError(
    `flashing ${board.name}'s ${what} with ${runner.name} failed: ${reason}\n${state}\nThe whole output is in ${run.log}`,
    { code: signal?.aborted ? "ECANCELED" : "EIO", halfFlashed: touched },
  );
}

async function runWest(runner: Runner, options: FlashOptions, { log, files, detail }: Run): Promise<ToolEnd> {
  const { board, what, buildDir, probe, west, signal, again } = options;
  const args = [
    ...[...west.args, "-v", "flash", "--build-dir", buildDir, "--skip-rebuild", "--runner", runner.name],
    // All of the flash erased would take the other region along.
    ...["--no-erase", ...runner.args, ...(probe === undefined ? [] : runner.probe(probe)), ...files],
  ];
  const onOutput = (output: string) => detail(lastLines(output).at(-1) ?? "");
  // A second Ctrl-C ends this process at once.
  const atExit = () => void process.stderr.write(`async-io: ${halfFlashed(board.name, what, again, false)}\n`);
  process.once("exit", atExit);
  try {
    return await runTool(west.command, args, { cwd: buildDir, env: west.env, log, signal, onOutput });
  } finally {
    process.removeListener("exit", atExit);
  }
}

/** Tools keep output back where there is no terminal: one that did not end by itself may have written, and not said so. */
function mayHaveWritten({ output, end }: ToolEnd, writes: RegExp): boolean {
  return toolStarts.test(output) && (typeof end !== "number" || writes.test(output));
}

/** An empty text, so that the lines are led by what joins them, and the last lines that are not blank. */
function lastLines(output: string): string[] {
  const lines = output.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  return ["", ...lines.slice(-tailLines)];
}
