import { type FSWatcher, watch } from "chokidar";

/** What happens to files and folders, as chokidar calls it. */
const kinds = ["add", "change", "unlink", "addDir", "unlinkDir"] as const;

/** One of it. */
export type ChangeKind = (typeof kinds)[number];

export interface FolderWatchOptions {
  /** Takes each change: the absolute path of a file or a folder. */
  onChange: (path: string, kind: ChangeKind) => void;
  /** Is told where a folder cannot be watched, as when the system has no watches left. */
  onError: (error: Error) => void;
}

/** Of node_modules only the file that npm writes once it has installed something. */
const ofPackages = /[\\/]node_modules[\\/](?!\.package-lock\.json$)/;

/**
 * Watches folders for what is written, made, renamed and removed directly in them. Folders, and not files: an editor that saves by a
 * rename puts another file in the place of the one that was there.
 */
export class FolderWatch implements AsyncDisposable {
  readonly #options: FolderWatchOptions;
  readonly #watched = new Map<string, FSWatcher>();

  constructor(options: FolderWatchOptions) {
    this.#options = options;
  }

  /**
   * Watches these folders too. Resolves when nothing that happens in them is missed any more.
   *
   * @returns whether some of them were not watched before
   */
  async add(folders: Iterable<string>): Promise<boolean> {
    const fresh = [...new Set(folders)].filter((folder) => !this.#watched.has(folder));
    await Promise.all(fresh.map((folder) => this.#watch(folder)));
    return fresh.length > 0;
  }

  /** A watcher for each folder: chokidar takes one that is inside another one for a part of that. */
  async #watch(folder: string): Promise<void> {
    const { onChange, onError } = this.#options;
    const watcher = watch(folder, { depth: 0, ignoreInitial: true, ignored: (path) => ofPackages.test(path) });
    this.#watched.set(folder, watcher);
    for (const kind of kinds) {
      watcher.on(kind, (path) => onChange(path, kind));
    }
    watcher.on("error", (error) => onError(error as Error));
    await new Promise<void>((ready) => {
      watcher.once("ready", ready);
      watcher.on("unlinkDir", (path) => {
        if (path === folder) {
          // Where it comes again it is another folder.
          this.#watched.delete(folder);
          void watcher.close();
          ready();
        }
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#watched.values()].map((watcher) => watcher.close()));
  }
}
