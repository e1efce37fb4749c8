import { resolve } from "node:path";
import type { Engine } from "../base/choices.ts";
import { isHarnessError } from "../base/errors.ts";
import { type Bundle, Rebuilder, type Typecheck, typecheck } from "../build/index.ts";
import { asLoaded, type LoadedProgram } from "../device/program.ts";
import { configurationsOf } from "./configurations.ts";

/** What a program was found to be. */
export interface Compiled {
  /** The program; undefined where it does not compile. */
  readonly loaded: LoadedProgram | undefined;
  /** Why it does not compile, as `run` says it. */
  readonly problem: string | undefined;
  /** Differs where the program, its positions or its mistakes do. */
  readonly key: string;
  /** The files that it is made of, and those that were looked for. */
  readonly inputs: ReadonlySet<string>;
}

/** A program that is compiled again and again: bundled and checked at once, with what both remember of the last time. */
export class WatchedProgram implements AsyncDisposable {
  readonly #file: string;
  readonly #rebuilder: Rebuilder;

  constructor(file: string, { release, engine }: { release: boolean; engine?: Engine }) {
    this.#file = file;
    this.#rebuilder = new Rebuilder(file, { release, engine });
  }

  /** Never rejects for a mistake of the program's. @throws the signal's reason */
  async compile(signal: AbortSignal): Promise<Compiled> {
    const inputs = new Set(configurationsOf(resolve(this.#file)));
    const onInput = (path: string) => inputs.add(path);
    const [built, checked] = await Promise.allSettled([
      this.#rebuilder.build(),
      typecheck(this.#file, { signal, onInput }),
    ]);
    signal.throwIfAborted();
    this.#rebuilder.inputs.forEach(onInput);
    const problem = problemOf(built) ?? problemOf(checked);
    if (problem !== undefined || built.status === "rejected") {
      return { loaded: undefined, problem: problem ?? "", key: `problem\0${problem}`, inputs };
    }
    const { code, map } = built.value;
    return { loaded: asLoaded(this.#file, built.value), problem: undefined, key: `${code}\0${map}`, inputs };
  }

  /** Has configurations of npm's and TypeScript's read again. */
  reconfigure(): Promise<void> {
    return this.#rebuilder.reconfigure();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#rebuilder[Symbol.asyncDispose]();
  }
}

/** What a user did wrong; a defect of this package is thrown on. */
function problemOf(result: PromiseSettledResult<Bundle | Typecheck>): string | undefined {
  if (result.status === "fulfilled") {
    return "ok" in result.value && !result.value.ok ? result.value.output.trimEnd() : undefined;
  }
  if (!isHarnessError(result.reason)) {
    throw result.reason;
  }
  return result.reason.message;
}
