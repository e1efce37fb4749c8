import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../base/command.js";
import type { Batch } from "./projects.ts";

/** A workspace that is being made, and how west and git are run there. */
export interface Making {
  readonly topdir: string;
  /** The Python that has west. */
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
  /** The file that gets a command's whole output. */
  readonly log: (name: string) => string;
}

/**
 * Fetches projects at the revisions that the manifest says. Nothing is fetched where they are there already. A batch that was broken off goes
 * on: git begins anew with the fetch or the checkout that it was in.
 *
 * @throws SetupError git or west failed
 */
export async function fetchBatch(
  making: Making,
  { projects, isImported }: Batch,
  detail: (line: string) => void,
): Promise<void> {
  const id = projects.map(({ name }) => name).join("-");
  // There as long as a project is between two states: what is in it then is nobody's work.
  const mark = join(making.topdir, ".west", `updating-${id}`);
  const folders = projects.map(({ path }) => join(making.topdir, path));
  if (existsSync(mark)) {
    for (const folder of folders) {
      await mend(making, folder);
    }
  }
  writeFileSync(mark, "");
  const options = ["--narrow", "--fetch-opt=--depth=1", "--fetch-opt=--progress"];
  await west(making, id, `Fetching ${id}`, ["update", ...options, ...(isImported ? [] : [id])], detail);
  if (!isImported) {
    await keepTag(making, id, folders[0] as string);
  }
  rmSync(mark);
}

/** Of a tag that west fetches git keeps the commit alone: with the tag itself west finds out the next time that nothing has to be fetched. */
async function keepTag(making: Making, name: string, folder: string): Promise<void> {
  const revision = await west(making, "list", "Asking west", ["list", "--format", "{revision}", name]);
  await git(making, folder, "tag", "--force", revision.trim(), "refs/heads/manifest-rev");
}

/** Runs west in the workspace, and returns what it prints. */
export async function west(
  { topdir, python, env, signal, log }: Making,
  name: string,
  title: string,
  args: readonly string[],
  detail: (line: string) => void = () => {},
): Promise<string> {
  return runCommand(python, ["-m", "west", ...args], {
    ...{ title, cwd: topdir, env, signal, onLine: detail, log: log(`west-${name}`) },
    // West leaves git running where it is ended alone.
    group: true,
  });
}

/** Removes what git leaves when it is killed: its locks, and files of a checkout that its index does not know yet. */
async function mend(making: Making, folder: string): Promise<void> {
  const repository = join(folder, ".git");
  if (!existsSync(repository)) {
    return;
  }
  for (const name of readdirSync(repository).filter((entry) => entry.endsWith(".lock"))) {
    rmSync(join(repository, name));
  }
  const fetched = await git(making, folder, "rev-parse", "--quiet", "--verify", "refs/heads/manifest-rev").catch(
    () => undefined,
  );
  making.signal?.throwIfAborted();
  if (fetched !== undefined) {
    await git(making, folder, "reset", "--hard", "--quiet", "refs/heads/manifest-rev");
  }
}

function git({ env, signal, log }: Making, folder: string, ...args: string[]): Promise<string> {
  return runCommand("git", ["-C", folder, ...args], { title: "Git", env, signal, log: log("west-git"), group: true });
}
