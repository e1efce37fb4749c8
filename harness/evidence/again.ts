import { relative } from "node:path";
import type { SharedOptions } from "../ava/options.ts";
import { root } from "../root.ts";
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
  const command = here === root ? "npm run -s async-io -- test" : "npx async-io test";
  const options = [
    ["--match", pattern(title)],
    ...(seed === undefined ? [] : [["--seed", String(seed)]]),
    ...deviceOptions(boot, env),
  ];
  return [command, quote(relative(here, file)), ...options.flat().map(quote)].join(" ");
}

/** The options that chose the devices; what the environment chose is said as well. */
function deviceOptions({ config = {}, timeout, ...boot }: SharedOptions, env: NodeJS.ProcessEnv): string[][] {
  const { AIO_KERNEL, AIO_ENGINE, AIO_BOARD } = env;
  const given = { kernel: AIO_KERNEL, engine: AIO_ENGINE, board: AIO_BOARD, ...boot };
  const named = Object.entries(given).filter(
    ([, value]) => ["string", "number"].includes(typeof value) && value !== "",
  );
  return [
    ...named.map(([name, value]) => [`--${name}`, String(value)]),
    ...Object.entries(config).map(([name, value]) => ["--config", `${name}=${value}`]),
    ...(timeout === undefined ? [] : [["--timeout", String(timeout / 1000)]]),
  ];
}

/** A pattern of ava that the title matches: a `!` in front would be taken for "not". */
function pattern(title: string): string {
  return title.replaceAll("\\", "\\\\").replaceAll("*", "\\*").replace(/^!/, "*");
}

/** For a POSIX shell. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
