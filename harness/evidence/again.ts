import { relative } from "node:path";
import { ownCommand } from "../base/own-command.ts";
import { optionWords, quote } from "../base/shell.ts";
import type { SharedOptions } from "../device/shared-options.ts";
import type { WhichTest } from "./folder.ts";

/** What a test's run depended on beside its file. */
export interface Circumstances {
  readonly seed?: number | undefined;
  /** What the command line said of devices. */
  readonly boot?: SharedOptions;
}

/** The command that runs one test again as it was run. */
export function commandAgain(
  { title, file }: WhichTest,
  { seed, boot = {} }: Circumstances,
  env = process.env,
): string {
  // Tests run in the project's folder, wherever they were started.
  const here = env.AIO_TEST_CWD ?? process.cwd();
  const { timeout, config, typecheck: _always, ...rest } = boot;
  const { AIO_KERNEL, AIO_ENGINE, AIO_BOARD, AIO_RELEASE } = env;
  // What the environment chose is said as well.
  const chosen = { kernel: AIO_KERNEL, engine: AIO_ENGINE, board: AIO_BOARD, release: AIO_RELEASE === "1", ...rest };
  const words = [
    ...optionWords({ match: pattern(title), seed, ...chosen }, config),
    ...optionWords({ timeout: timeout && timeout / 1000 }),
  ];
  return ownCommand(["test", ...[relative(here, file), ...words].map(quote)].join(" "), { cwd: here, path: env.PATH });
}

/** A pattern of ava that the title matches: a `!` in front would be taken for "not". */
function pattern(title: string): string {
  return title.replaceAll("\\", "\\\\").replaceAll("*", "\\*").replace(/^!/, "*");
}
