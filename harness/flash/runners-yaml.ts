import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { ownCommand } from "../base/own-command.ts";

/** What a build's `zephyr/runners.yaml` says of one runner. */
export interface RunnerSettings {
  /** The board's folder in Zephyr; its `support/` has the tools' configuration. */
  readonly boardDir: string;
  /** The path of OpenOCD, where CMake found one. */
  readonly openocd?: string;
  readonly openocdSearch: readonly string[];
  /** The runner's arguments, as board.cmake gives them. */
  readonly args: readonly string[];
}

/** What is in a `runners.yaml`. */
export interface RunnersFile {
  readonly runners: readonly string[];
  settings(runner: string): RunnerSettings;
}

/**
 * Reads the `runners.yaml` of a west build folder.
 *
 * @throws UsageError `ENOENT`: there is none; the firmware has not been built there, or its board has no runners
 */
export function readRunners(buildDir: string): RunnersFile {
  const file = join(buildDir, "zephyr", "runners.yaml");
  try {
    return parseRunners(readFileSync(file, "utf8"));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const advice = `build the board's firmware first (${ownCommand("build --kernel zephyr --board NAME")})`;
    throw new UsageError(`cannot read which tools flash this board: ${message}; ${advice}`, { code, cause: error });
  }
}

/**
 * Reads the little of YAML that Zephyr's CMake writes: two levels of maps, lists of plain texts, comments.
 */
export function parseRunners(text: string): RunnersFile {
  const values = new Map<string, string[]>();
  let path: [section: string, key: string] = ["", ""];
  for (const line of text.split(/\r?\n/)) {
    const [, indent = "", item, key, value] = /^( *)(?:- (.*)|([\w-]+):(?: +(.*))?)$/.exec(line) ?? [];
    if (item !== undefined) {
      append(values, path, item.trim());
    } else if (key !== undefined) {
      path = indent === "" ? [key, ""] : [path[0], key];
      append(values, path, ...(value === undefined ? [] : [value.trim()]));
    }
  }
  const get = (section: string, key: string) => values.get(`${section}/${key}`) ?? [];
  return {
    runners: get("runners", ""),
    settings(runner) {
      const [openocd] = get("config", "openocd");
      return {
        boardDir: get("config", "board_dir")[0] ?? "",
        ...(openocd !== undefined && { openocd }),
        openocdSearch: get("config", "openocd_search"),
        args: get("args", runner),
      };
    },
  };
}

function append(values: Map<string, string[]>, path: readonly [string, string], ...items: string[]): void {
  const name = path.join("/");
  values.set(name, [...(values.get(name) ?? []), ...items]);
}

/** All values of an option in a runner's arguments, written as `--name=value` or as two arguments. */
export function optionValues({ args }: RunnerSettings, name: string): string[] {
  return args.flatMap((arg, index) => {
    if (arg.startsWith(`${name}=`)) {
      return [arg.slice(name.length + 1)];
    }
    const next = args[index + 1];
    return arg === name && next !== undefined ? [next] : [];
  });
}
