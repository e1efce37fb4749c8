import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readInputs } from "../build/recorded-inputs.ts";
import { configurationsOf } from "./configurations.ts";
import { hostInputs } from "./host-inputs.ts";
import { isSavedSince } from "./saved-since.ts";

/** Test files, and what each is made of: its own imports, and the programs that it booted when it last ran. */
export class TestFiles {
  readonly #imports = new Map<string, ReadonlySet<string>>();
  readonly #programs = new Map<string, readonly string[]>();
  readonly #folder: string;
  #began = 0;
  /** What the type check read. */
  readonly types = new Set<string>();

  /** @param folder a temporary one */
  constructor(folder: string) {
    this.#folder = join(folder, "inputs");
  }

  /** Whether a test file has been read. */
  has(file: string): boolean {
    return this.#imports.has(file);
  }

  /** Where the run that begins is to record what its programs are made of. */
  beginRun(): string {
    this.#began = Date.now();
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    return this.#folder;
  }

  /** Takes in what the last run has recorded. Returns those of these files that were saved while it ran. */
  endRun(): string[] {
    const ran = readInputs(this.#folder);
    for (const [file, inputs] of ran) {
      this.#programs.set(file, inputs);
    }
    return [...new Set([...ran.values()].flat())].filter((path) => isSavedSince(path, this.#began));
  }

  /** Looks at what these files import now. What they boot is known when they have run. */
  async read(files: Iterable<string>): Promise<void> {
    await Promise.all(
      [...files].map(async (file) => {
        this.#imports.set(file, new Set([...(await hostInputs(file)), ...configurationsOf(file)]));
      }),
    );
  }

  /** Every file a change of which matters to some test. */
  get all(): Set<string> {
    return new Set([...this.types, ...[...this.#imports.keys()].flatMap((file) => [...this.#inputsOf(file)])]);
  }

  /** Which of these files are made of one that changed, or have never been read. */
  affected(files: Iterable<string>, changed: ReadonlySet<string>): string[] {
    return [...files].filter((file) => !this.has(file) || this.#inputsOf(file).some((path) => changed.has(path)));
  }

  #inputsOf(file: string): string[] {
    return [...(this.#imports.get(file) ?? []), ...(this.#programs.get(file) ?? [])];
  }
}
