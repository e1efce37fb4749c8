import { ownCommand } from "../base/own-command.ts";
import { optionWords, quote } from "../base/shell.ts";
import type { Config } from "../build/kconfig.ts";
import type { Region } from "./types.ts";

/** What a board was to be flashed with, as far as it was said. */
export interface FlashRequest {
  readonly board: string;
  readonly kernel?: string | undefined;
  readonly engine?: string | undefined;
  readonly workspace?: string | undefined;
  readonly release?: boolean | undefined;
  readonly config?: Config | undefined;
  readonly runner?: string | undefined;
  readonly probe?: string | undefined;
  /** The program, and its arguments. */
  readonly file?: string | undefined;
  readonly args?: readonly string[] | undefined;
}

/** The command that writes one region of a board again, for a shell: with every option that this one was given. */
export function flashCommand(region: Region, request: FlashRequest): string {
  const { board, kernel, engine, workspace, runner, probe, release, config, file = "FILE.ts", args = [] } = request;
  const options = optionWords({ board, kernel, engine, workspace, runner, probe, release }, config);
  const what =
    region === "firmware" ? ["--firmware-only"] : ["--app-only", file, ...(args.length === 0 ? [] : ["--", ...args])];
  return ownCommand(["flash", ...[...options, ...what].map(quote)].join(" "));
}
