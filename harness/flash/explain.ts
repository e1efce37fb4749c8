import { ownCommand } from "../base/own-command.ts";
import type { Fault, FaultContext, Runner } from "./runners/index.ts";

/** What went wrong, for the user. */
export interface Explanation {
  /** A POSIX code. */
  readonly code: string;
  readonly text: string;
}

/** How many of the output's last lines are shown where they name no known fault. */
const tailLines = 12;

/** What west itself says, before it starts any tool. */
function westFaults(runner: Runner): readonly Fault[] {
  return [
    {
      pattern: /required program \S+ not found|^(?!west)\S+: not found/m,
      code: "ENOENT",
      text: `${runner.tool} is not installed: ${runner.install}`,
    },
    {
      pattern: /board (\S+) does not support runner (\S+)/,
      code: "ENOTSUP",
      text: "Zephyr has no runner $2 for the board $1: choose another one with --runner",
    },
    {
      pattern: /west\S*: not found|No module named '?west/,
      code: "ENOENT",
      text: `west is not there: ${ownCommand("build --kernel zephyr --board NAME")} installs it`,
    },
    {
      pattern: /no CMake cache found|no runners\.yaml found/,
      code: "ENOENT",
      text: `the firmware's build folder is not whole: build it again (${ownCommand("build --kernel zephyr --board NAME")})`,
    },
    {
      pattern: /unknown command "flash"|no west workspace found|west workspace/,
      code: "ENOENT",
      text: "west does not find Zephyr's commands: name a west workspace with --workspace DIR or ZEPHYR_BASE",
    },
    {
      pattern: /No module named '([\w.]+)'/,
      code: "ENOENT",
      text: "the Python that runs west does not have $1: install it there with pip",
    },
    {
      pattern: /elftools missing/,
      code: "ENOENT",
      text: "the Python that runs west does not have pyelftools: install it there with pip",
    },
  ];
}

/**
 * What a tool's output says to somebody who knows the tools; undefined where all is well.
 *
 * @param end its exit code, or the signal that ended it
 */
export function explainEnd(runner: Runner, end: number | string, context: FaultContext): Explanation | undefined {
  const { output } = context;
  const faults = [...westFaults(runner), ...runner.faults].filter((each) => end !== 0 || each.evenAfterSuccess);
  const found = faults.find(({ pattern }) => pattern.test(output));
  if (found !== undefined) {
    const { text, pattern, code } = found;
    const words = typeof text === "string" ? text : text(context);
    const groups = pattern.exec(output) ?? [];
    return { code, text: words.replace(/\$(\d)/g, (_, index) => groups[Number(index)] ?? "") };
  }
  return end === 0 ? undefined : { code: "EIO", text: `${runner.tool} ended with ${end}${lastLines(output)}` };
}

function lastLines(output: string): string {
  const lines = output.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  return lines.length === 0 ? "" : `:\n${lines.slice(-tailLines).join("\n").replace(/^/gm, "  | ")}`;
}
