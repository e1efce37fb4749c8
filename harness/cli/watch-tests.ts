import { basename, relative } from "node:path";
import { isHarnessError } from "../base/errors.ts";
import { isSkipped, suffix } from "../test/find-files.ts";
import { Changes } from "../watch/changes.ts";
import { type ChangeKind, FolderWatch } from "../watch/folder-watch.ts";
import { foldersOf } from "../watch/folders.ts";
import { TestFiles } from "../watch/test-files.ts";
import { note } from "./note.ts";
import { tellOnce } from "./tell-once.ts";

/** What is watched, and how it is run. */
export interface WatchedTests {
  /** The test files that there are now. @throws UsageError there are none */
  find(): Promise<string[]>;
  /** Checks the types of test files. @throws UsageError with what is wrong */
  check(files: readonly string[], signal: AbortSignal, onInput: (path: string) => void): Promise<void>;
  /** Runs test files; what their programs are made of is recorded in a folder. */
  run(files: readonly string[], inputs: string, signal: AbortSignal): Promise<number>;
}

/**
 * Runs tests, and those of them again that a change is about, until the signal is aborted. A change ends a run that goes on, and what did
 * not run to its end then runs with the next.
 *
 * @param folder a temporary one
 * @throws UsageError there are no tests
 */
export async function watchTests(tests: WatchedTests, folder: string, signal: AbortSignal): Promise<number> {
  const known = new TestFiles(folder);
  const changes = new Changes();
  let relevant = new Set<string>();
  const onChange = (path: string, kind: ChangeKind) => {
    if (kind === "addDir") {
      void follow(path);
    } else if (relevant.has(path) || (kind === "add" && suffix.test(path))) {
      changes.add(path);
    }
  };
  await using folders = new FolderWatch({ onChange, onError: tellOnce() });
  /** A folder that is new may have tests already. */
  const follow = async (path: string) => {
    if (!isSkipped(basename(path)) && (await folders.add([path]))) {
      const found = await tests.find().catch(() => []);
      for (const file of found.filter((each) => !known.has(each))) {
        changes.add(file);
      }
    }
  };
  const watch = async (files: readonly string[]) => {
    relevant = known.all;
    await folders.add(foldersOf([...relevant, ...files]));
  };
  let files = await tests.find();
  let due = files;
  for (;;) {
    await known.read(due);
    await watch(files);
    const over = new AbortController();
    const failed = new AbortController();
    const run = runDue({ tests, known, due, files, changes }, AbortSignal.any([signal, over.signal]));
    const done = run.then((isDone) => watch(files).then(() => isDone));
    done.catch(() => failed.abort());
    const changed = await changes.next(AbortSignal.any([signal, failed.signal]));
    over.abort();
    const isDone = await done;
    if (changed === undefined) {
      return 0;
    }
    files = await tests.find().catch((error) => (isHarnessError(error) ? files : Promise.reject(error)));
    const rest = isDone ? [] : due.filter((file) => files.includes(file));
    due = [...new Set([...rest, ...known.affected(files, changed)])];
    note(`${list([...changed])} changed${due.length === 0 ? "" : `; running ${list(due)}`}`);
  }
}

interface DueRun {
  readonly tests: WatchedTests;
  readonly known: TestFiles;
  /** What is to run. */
  readonly due: readonly string[];
  /** What there is. */
  readonly files: readonly string[];
  readonly changes: Changes;
}

/** Runs what is due, where all types are right. Resolves whether it ran to its end. */
async function runDue({ tests, known, due, files, changes }: DueRun, signal: AbortSignal): Promise<boolean> {
  try {
    await tests.check(files, signal, (path) => known.types.add(path));
    if (due.length > 0 && !signal.aborted) {
      const code = await tests.run(due, known.beginRun(), signal);
      // What they booted is known only now, and was not watched.
      for (const path of known.endRun()) {
        changes.add(path);
      }
      if (!signal.aborted) {
        note(`${code === 0 ? "passed" : `ended with code ${code}`}; waiting for a change`);
      }
    }
    return !signal.aborted;
  } catch (error) {
    if (signal.aborted) {
      return false;
    }
    if (!isHarnessError(error)) {
      throw error;
    }
    note(error.message);
    note("waiting for a change");
    return false;
  }
}

function list(paths: readonly string[]): string {
  const names = paths.map((path) => relative("", path)).sort();
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
}
