import { copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { HarnessError, UsageError } from "../base/errors.ts";
import { findExecutable } from "../base/find-executable.ts";
import { withLock } from "../base/lock.js";
import { ownCommand } from "../base/own-command.ts";
import { root } from "../base/paths.js";
import { type Progress, terminalProgress } from "../base/progress.ts";
import { quote } from "../base/shell.ts";
import { logFile, placesOf } from "../setup/context.ts";
import { explained } from "../setup/explained.ts";
import { ensureSetup } from "../setup/index.ts";
import { zephyrPython } from "../setup/steps/python.ts";
import { noteWorkspace } from "./data-folder.ts";
import { fetchBatch, type Making, west } from "./fetch-batch.ts";
import { manifest, manifestOf } from "./own-manifest.ts";
import { type Batch, batchesFor, describeProjects, unwantedModules } from "./projects.ts";
import { findWorkspace, type Workspace } from "./workspace.ts";

/** Where a workspace is to be made, and for what. */
export interface WorkspaceRequest {
  readonly folder: string;
  /** A board beside those of QEMU. */
  readonly board?: string | undefined;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a west workspace with what this package's west.yml names, or goes on with one that was not finished. Where all of it is there nothing
 * is fetched.
 *
 * @throws UsageError `EEXIST` the folder holds something else
 * @throws HarnessError `ENETUNREACH` there is no network; `ENOENT` git is missing; or what the set-up says
 */
export async function createWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const { folder, board, progress = terminalProgress(), signal } = request;
  checkFolder(folder);
  if (findExecutable("git") === undefined) {
    throw missing("git, with which west fetches, is not installed (apt install git)");
  }
  const batches = batchesFor(board);
  const again = ownCommand(`setup --zephyr ${quote(folder)}${board === undefined ? "" : ` --board ${board}`}`);
  progress.say(`A west workspace in ${folder}: ${describeProjects(batches.flatMap(({ projects }) => projects))}.`);
  await reached("Python's packages", again, () => ensureSetup({ progress, signal, zephyr: true }));
  const making: Making = {
    topdir: folder,
    python: zephyrPython(root),
    // A workspace of one's own that these name is another one.
    env: { ...process.env, ZEPHYR_BASE: undefined, GIT_TERMINAL_PROMPT: "0" },
    signal,
    log: (name) => logFile({ root }, name),
  };
  mkdirSync(placesOf(root).build, { recursive: true });
  const lock = join(folder, ".async-io.lock");
  mkdirSync(folder, { recursive: true });
  await withLock(lock, { onWait: progress.say, signal }, async () => {
    await reached("The manifest", again, () => begin(making, batches));
    for (const [index, batch] of batches.entries()) {
      const title = `${batch.title} (${index + 1} of ${batches.length})`;
      await reached(batch.title, again, () => progress.during(title, (detail) => fetchBatch(making, batch, detail)));
    }
  });
  const made = findWorkspace({ workspace: folder });
  noteWorkspace(made.topdir);
  return made;
}

/** Writes the manifest, and makes the folder a workspace where it is none. */
async function begin(making: Making, batches: readonly Batch[]): Promise<void> {
  const own = join(making.topdir, manifest);
  // In the folder above a checkout the manifest is the checkout's.
  if (!existsSync(own) || realpathSync(own) !== realpathSync(root)) {
    mkdirSync(own, { recursive: true });
    copyFileSync(join(root, "west.yml"), join(own, "west.yml"));
  }
  if (!existsSync(join(making.topdir, ".west", "config"))) {
    await west(making, "init", "Making the workspace", ["init", "-l", own]);
  }
  const filter = unwantedModules(making.topdir, batches).map((name) => `-${name}`);
  await west(making, "config", "Choosing modules", ["config", "manifest.project-filter", "--", filter.join(",")]);
}

/** @throws UsageError `EEXIST` it has a workspace of somebody else's, or other files */
function checkFolder(folder: string): void {
  const path = manifestOf(folder);
  if (path === manifest) {
    return;
  }
  if (path !== undefined) {
    throw new UsageError(
      `${folder} is a west workspace with a manifest of its own (${path}): add there what this package's west.yml has and run \`west update\`, or name another folder`,
      { code: "EEXIST" },
    );
  }
  const known = [manifest, ".west", ".async-io.lock"];
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => !known.includes(name)) : [];
  if (found.length > 0) {
    throw new UsageError(`${folder} is not empty (${found[0]}): name a folder that is, or one that does not exist`, {
      code: "EEXIST",
    });
  }
}

/** What the network's absence is to a user is one line: what was not reached, and the command that goes on. */
async function reached<T>(what: string, again: string, work: () => Promise<T>): Promise<T> {
  try {
    return await explained(work);
  } catch (error) {
    const { code, message } = error as HarnessError;
    if (code !== "ENETUNREACH") {
      throw error;
    }
    const [reason = "no network"] =
      /Could not resolve[^\n]*|Failed to (?:connect|establish)[^\n]*|[^\n]*name resolution[^\n]*|Connection (?:refused|timed out)[^\n]*/i.exec(
        message,
      ) ?? [];
    throw new HarnessError(
      `${what} could not be fetched (${reason.trim()}): check the network, and HTTPS_PROXY where you need one; \`${again}\` then goes on`,
      { code, exitCode: 69, cause: error },
    );
  }
}

function missing(what: string): HarnessError {
  return new HarnessError(`${what}: install it, then run the command again`, { code: "ENOENT", exitCode: 69 });
}
