import { choose, type Engine, engines, type Kernel, kernels } from "../base/choices.ts";
import { UsageError } from "../base/errors.ts";
import { ownCommand } from "../base/own-command.ts";
import type { Board } from "../boards/board.ts";
import { boardNames, loadBoard } from "../boards/load.ts";
import { lookForModule, lookForWorkspace, type Workspace } from "../zephyr/index.ts";
import { type PinnedChoice, readPinned } from "./pinned.ts";

/** Which firmware, on which board. */
export interface DeviceChoice {
  readonly kernel: Kernel;
  readonly engine: Engine;
  readonly board: string;
}

/** What was asked for; see `BootOptions`. */
export interface DeviceQuery {
  readonly kernel?: string | undefined;
  readonly engine?: string | undefined;
  readonly board?: string | undefined;
  readonly workspace?: string | undefined;
}

/** A choice, and how it came about. */
export interface Decision extends DeviceChoice {
  /** For people; undefined where the kernel was asked for, by an option or a variable, or the board has one alone. */
  readonly reason: string | undefined;
}

/**
 * Fills in what was left out: from the environment, then from the project's package.json; then Zephyr with JerryScript where a west
 * workspace has both, else the first kernel that the board has.
 *
 * @throws UsageError a name that is not known, or a kernel that does not run on the board
 */
export function chooseDevice(query: DeviceQuery, env = process.env, cwd = process.cwd()): DeviceChoice {
  const { kernel, engine, board } = decideDevice(query, env, cwd);
  return { kernel, engine, board };
}

/**
 * The board alone, where the kernel does not matter: as the option says, then the environment, then the project's package.json.
 *
 * @throws UsageError a board that is not known
 */
export function chooseBoard(query: Pick<DeviceQuery, "board">, env = process.env, cwd = process.cwd()): Board {
  return boardOf(firstGiven("board", query, env, readPinned(cwd)));
}

function boardOf(given: Given = { value: "mps2_an385", origin: "--board" }): Board {
  return loadBoard(choose(given.origin, given.value, boardNames()));
}

/**
 * As {@link chooseDevice}, with the reason.
 *
 * @throws as {@link chooseDevice}
 */
export function decideDevice(query: DeviceQuery, env = process.env, cwd = process.cwd()): Decision {
  const pinned = readPinned(cwd);
  const given = (name: GivenName) => firstGiven(name, query, env, pinned);
  const board = boardOf(given("board"));
  const known = board.kernels.map((name) => choose("kernels of board.json", name, kernels));
  const [asked, engine] = [given("kernel"), given("engine")];
  const { kernel, reason } =
    asked === undefined
      ? suitable(known, { ...query, engine: engine?.value }, { env, cwd })
      : { kernel: choose(asked.origin, asked.value, kernels), reason: asked.file && `${asked.file} says so` };
  if (!known.includes(kernel)) {
    throw new UsageError(`the board ${board.name} runs ${known.join(" and ")}, not ${kernel}`, { code: "ENOTSUP" });
  }
  const usual = kernel === "zephyr" ? "jerryscript" : "quickjs";
  return {
    kernel,
    engine: engine === undefined ? usual : choose(engine.origin, engine.value, engines),
    board: board.name,
    reason,
  };
}

type GivenName = "kernel" | "engine" | "board";

/** A name, and where it comes from. */
interface Given {
  readonly value: string;
  /** For messages. */
  readonly origin: string;
  /** The package.json that has it. */
  readonly file?: string;
}

function firstGiven(
  name: GivenName,
  query: DeviceQuery,
  env: NodeJS.ProcessEnv,
  pinned: PinnedChoice | undefined,
): Given | undefined {
  const option = query[name];
  if (option !== undefined) {
    return { value: option, origin: `--${name}` };
  }
  const variable = `AIO_${name.toUpperCase()}`;
  const set = env[variable];
  if (set) {
    return { value: set, origin: variable };
  }
  const value = pinned?.[name];
  return value === undefined || pinned === undefined
    ? undefined
    : { value, origin: `${name} of "async-io" in ${pinned.file}`, file: pinned.file };
}

/** The kernel where none was asked for: a workspace that can be used decides between two. */
function suitable(
  known: readonly Kernel[],
  query: DeviceQuery,
  place: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Pick<Decision, "kernel" | "reason"> {
  const [first = "zephyr", ...others] = known;
  if (others.length === 0) {
    return { kernel: first, reason: undefined };
  }
  const found = lookForUsable(query, place);
  return typeof found === "string"
    ? { kernel: known.find((kernel) => kernel !== "zephyr") ?? first, reason: found }
    : { kernel: "zephyr", reason: `${found.topdir} is a west workspace` };
}

/**
 * The workspace that a build would take, or why none can be taken.
 *
 * @throws UsageError the one that `--workspace` names cannot
 */
function lookForUsable(
  { workspace, engine = "jerryscript" }: DeviceQuery,
  place: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Workspace | string {
  try {
    const found = lookForWorkspace({ ...place, workspace });
    if (found === undefined) {
      return `there is no west workspace; \`${ownCommand("setup --zephyr")}\` makes one`;
    }
    return engine === "jerryscript" && lookForModule(found, "jerryscript") === undefined
      ? `the west workspace ${found.topdir} has no JerryScript`
      : found;
  } catch (error) {
    if (workspace !== undefined || !(error instanceof UsageError)) {
      throw error;
    }
    return error.message;
  }
}
