import { resolve } from "node:path";
import { type BuildContext, context } from "esbuild";
import { type Bundle, compileError, readBundle } from "./bundle.ts";
import { type BundleOptions, bundleOptions } from "./bundle-options.ts";
import { withNamedOnly } from "./named-globals.ts";
import { readProgram } from "./program.ts";

/** Bundles one program again and again. What did not change since the last time is not parsed again. */
export class Rebuilder implements AsyncDisposable {
  /** The files that the last build read or looked for, also where it failed. */
  readonly inputs = new Set<string>();
  readonly #file: string;
  readonly #options: BundleOptions;
  #context: { readonly build: BuildContext; readonly options: Awaited<ReturnType<typeof bundleOptions>> } | undefined;

  constructor(file: string, options: BundleOptions = {}) {
    this.#file = file;
    this.#options = { ...options, onInput: (path) => this.inputs.add(path) };
  }

  /**
   * The program as it is now.
   *
   * @throws UsageError as of {@link bundle}
   */
  async build(): Promise<Bundle> {
    this.inputs.clear();
    const path = resolve(this.#options.cwd ?? process.cwd(), this.#file);
    this.inputs.add(path);
    await readProgram(path, this.#file);
    const { build, options } = this.#context ?? (await this.#begin());
    try {
      return readBundle(await withNamedOnly(await build.rebuild(), options), options.absWorkingDir);
    } catch (error) {
      throw compileError(error);
    }
  }

  /** Has the options read again: what a configuration says is a part of them. */
  async reconfigure(): Promise<void> {
    const old = this.#context;
    this.#context = undefined;
    await old?.build.dispose();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.reconfigure();
  }

  async #begin() {
    const options = await bundleOptions(this.#file, this.#options);
    this.#context = { build: await context(options), options };
    return this.#context;
  }
}
