import { Command } from "commander";
import { version } from "../base/version.ts";
import { addBench } from "./commands/bench.ts";
import { addBuild } from "./commands/build.ts";
import { addCache } from "./commands/cache.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addFlash } from "./commands/flash.ts";
import { addMonitor } from "./commands/monitor.ts";
import { addNew } from "./commands/new.ts";
import { addRun } from "./commands/run.ts";
import { addSetup } from "./commands/setup.ts";
import { addSize } from "./commands/size.ts";
import { addTest } from "./commands/test.ts";
import type { AddCommand } from "./context.ts";

const commands: readonly AddCommand[] = [
  addRun,
  addTest,
  addBench,
  addBuild,
  addSize,
  addFlash,
  addMonitor,
  addSetup,
  addDoctor,
  addNew,
  addCache,
];

/**
 * The commands and their options, as commander knows them.
 *
 * @param signal stops what a command does
 * @param exit takes what a command wants to exit with
 */
export function commandLine(signal: AbortSignal, exit: (code: number) => void): Command {
  const program = new Command("async-io")
    .description("Async sockets and timers for microcontrollers in TypeScript, tested in QEMU")
    .version(version())
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError("(async-io --help lists commands, async-io COMMAND --help their options)")
    .helpCommand("help [command]", "show the options of a command");
  for (const add of commands) {
    add(program, { signal, exit });
  }
  return program;
}
