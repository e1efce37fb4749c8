import { relative, resolve } from "node:path";
import { readProgram } from "../build/program.ts";
import { checkOptions } from "../device/options.ts";
import { Changes } from "../watch/changes.ts";
import { type ChangeKind, FolderWatch } from "../watch/folder-watch.ts";
import { foldersOf } from "../watch/folders.ts";
import { isSavedSince } from "../watch/saved-since.ts";
import { type Compiled, WatchedProgram } from "../watch/watched-program.ts";
import { bootOptions } from "./device-options.ts";
import { note } from "./note.ts";
import { Restarts } from "./restarts.ts";
import { checkRun, type Run, runDevices } from "./run-devices.ts";
import { tellOnce } from "./tell-once.ts";

/**
 * Runs a program, and runs it again whenever a file that it is made of changes. While it does not compile, what ran before goes on.
 *
 * @returns when the signal is aborted and nothing of the last run is left
 * @throws UsageError what no change of the program can mend
 */
export async function watchProgram(run: Run, signal: AbortSignal): Promise<number> {
  const { file, options } = run;
  const { release, engine } = checkOptions(bootOptions(options));
  checkRun(options);
  await readProgram(resolve(file), file).catch((error) => {
    if (error.code !== "ENODATA") {
      throw error;
    }
  });
  const changes = new Changes();
  let found: Compiled = { loaded: undefined, problem: "", key: "", inputs: new Set() };
  const onChange = (path: string, kind: ChangeKind) => {
    if (isRelevant(path, kind, found)) {
      changes.add(path);
    }
  };
  await using folders = new FolderWatch({ onChange, onError: tellOnce() });
  await using program = new WatchedProgram(file, { release, engine });
  await using restarts = new Restarts();
  let shown = { key: "", at: 0 };
  /** What changed since a program was last shown. */
  const due = new Set<string>();
  for (let more: ReadonlySet<string> | undefined = due; more !== undefined; ) {
    if ([...more].some((path) => path.endsWith(".json"))) {
      await program.reconfigure();
    }
    const before = found;
    const at = Date.now();
    found = await program.compile(signal).catch((error) => (signal.aborted ? before : Promise.reject(error)));
    const grew = await folders.add(foldersOf(found.inputs));
    if (signal.aborted) {
      break;
    }
    if (!changes.isPending) {
      const made = [...due].filter((path) => before.inputs.has(path) || found.inputs.has(path));
      if (found.key !== shown.key || made.some((path) => isSavedSince(path, shown.at))) {
        await show(found, made, run, restarts, signal);
        shown = { key: found.key, at };
      }
      due.clear();
    }
    // Once more where folders are watched from now on: what was saved in them before is not missed.
    more = grew && !changes.isPending ? new Set() : await changes.next(signal);
    for (const path of more ?? []) {
      due.add(path);
    }
  }
  return 0;
}

/** Runs a program that compiles, and says why another does not. */
async function show(
  { loaded, problem }: Compiled,
  saved: readonly string[],
  run: Run,
  restarts: Restarts,
  signal: AbortSignal,
): Promise<void> {
  if (loaded === undefined) {
    const goesOn = restarts.isRunning ? "what runs goes on" : "waiting for a change";
    note(problem ?? "");
    note(`${run.file} does not compile; ${goesOn}`);
    return;
  }
  if (saved[0] !== undefined) {
    const more = saved.length > 1 ? ` and ${saved.length - 1} more` : "";
    note(`${relative("", saved[0])}${more} changed; ${run.file} runs again`);
  }
  await restarts.begin((stopped) => runDevices({ ...run, bundled: loaded }, AbortSignal.any([signal, stopped])));
}

/**
 * Whether a change may make another program of it. While it does not compile, a file that is new may be the one that is missing.
 */
function isRelevant(path: string, kind: ChangeKind, { problem, inputs }: Compiled): boolean {
  return inputs.has(path) || /\.[cm]?[jt]sx?$/.test(path) || (problem !== undefined && kind.startsWith("add"));
}
