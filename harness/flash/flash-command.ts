import type { Config, ConfigValue } from "../build/kconfig.ts";
import type { Region } from "./types.ts";

/** What a board was to be flashed with, as far as it was said. */
export interface FlashRequest {
  readonly board: string;
  readonly kernel?: string | undefined;
  readonly engine?: string | undefined;
  readonly workspace?: string | undefined;
  readonly config?: Config | undefined;
  readonly runner?: string | undefined;
  readonly probe?: string | undefined;
  /** The program, and its arguments. */
  readonly file?: string | undefined;
  readonly args?: readonly string[] | undefined;
}

/** The command that writes one region of a board again, for a shell: with every option that this one was given. */
export function flashCommand(region: Region, request: FlashRequest): string {
  const { config = {}, file = "FILE.ts", args = [] } = request;
  const named = (["board", "kernel", "engine", "workspace", "runner", "probe"] as const).flatMap((name) => {
    const value = request[name];
    return value === undefined ? [] : [`--${name}`, quote(value)];
  });
  const options = Object.entries(config).flatMap(([name, value]) => ["--config", quote(`${name}=${text(value)}`)]);
  const what =
    region === "firmware"
      ? ["--firmware-only"]
      : ["--app-only", quote(file), ...(args.length === 0 ? [] : ["--", ...args.map(quote)])];
  return ["async-io flash", ...named, ...options, ...what].join(" ");
}

function text(value: ConfigValue): string {
  return typeof value === "boolean" ? (value ? "y" : "n") : String(value);
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
