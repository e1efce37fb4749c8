import { basename, extname } from "node:path";
import type { Engine } from "../base/choices.ts";
import { UsageError } from "../base/errors.ts";
import { checkValue, type Rule, rules } from "../base/given.ts";
import { type Bundle, bundle, bundleId, type ImageOptions, makeSnapshot, StackMap, typecheck } from "../build/index.ts";
import { inputRecorder } from "../build/recorded-inputs.ts";
import { isApplication, loadApplication } from "./application.ts";

/** A program that is part of the firmware: C, for comparisons, in firmwares with CONFIG_AIO_BENCH. */
export interface Builtin {
  /** Its name: `"select_echo"`. */
  readonly builtin: string;
}

/** A program as it goes into an app image. */
export interface LoadedProgram {
  /** For the network's captures and messages. */
  readonly name: string;
  readonly kind: "source" | "builtin" | "application";
  readonly code: string;
  /** What the user should hear of, one line each. */
  readonly warnings: readonly string[];
  /** Whether it may open a socket or look a name up. */
  readonly usesNetwork: boolean;
  /** Replaces positions in the bundle by positions in TypeScript. */
  mapPositions(text: string): string;
}

const programRule: Rule = {
  fits: (value) => rules.name.fits((rules.object.fits(value) ? (value as Builtin) : { builtin: value }).builtin),
  expected: "the path of a TypeScript file",
};

/**
 * Bundles a TypeScript program, or names one that the firmware has, or an application that is a firmware itself.
 *
 * @param options.release it is going to be byte code
 * @param options.engine what it is to run on; default: it may be either
 * @throws UsageError it cannot be read or does not compile
 */
export async function loadProgram(
  program: string | Builtin,
  { release = false, engine }: { release?: boolean | undefined; engine?: Engine | undefined } = {},
): Promise<LoadedProgram> {
  checkValue("the program", program, programRule);
  if (typeof program !== "string") {
    const { builtin } = program;
    return {
      name: builtin,
      kind: "builtin",
      code: builtin,
      warnings: [],
      usesNetwork: false,
      mapPositions: (text) => text,
    };
  }
  if (isApplication(program)) {
    return loadApplication(program);
  }
  const onInput = inputRecorder();
  return asLoaded(program, await bundle(program, { release, engine, ...(onInput && { onInput }) }));
}

/** A bundle as a program that can be run. @param file the program's path */
export function asLoaded(file: string, bundled: Bundle): LoadedProgram {
  const map = new StackMap(bundled);
  return {
    name: basename(file, extname(file)),
    kind: "source",
    code: bundled.code,
    warnings: bundled.warnings,
    // The runtime's own names for these two calls; what a program does not use of it is not in its bundle.
    usesNetwork: /\bhost(?:Socket|Lookup)\d*\(/.test(bundled.code),
    mapPositions: (text) => map.resolve(text),
  };
}

/**
 * A program as the firmware runs it.
 *
 * @param options.release as byte code
 * @param dir the firmware's build folder
 * @throws UsageError it cannot be made byte code
 */
export async function packProgram(
  { kind, code, mapPositions }: LoadedProgram,
  { release }: { release?: boolean | undefined },
  dir: string,
): Promise<Pick<ImageOptions, "kind" | "id" | "program">> {
  if (kind === "application") {
    throw new UsageError("a Zephyr application has no app image: west builds and flashes it, `run` and `boot` run it", {
      code: "ENOTSUP",
    });
  }
  if (kind === "builtin") {
    return { kind, program: code };
  }
  if (!release) {
    return { kind, id: bundleId(code), program: code };
  }
  return { kind: "snapshot", ...(await makeSnapshot(code, { dir, mapPositions })) };
}

/**
 * Checks a program's types.
 *
 * @throws UsageError with what tsc says, as it says it
 */
export async function checkTypes(program: string | Builtin, signal: AbortSignal): Promise<void> {
  const { ok, output } =
    typeof program === "string" && !isApplication(program)
      ? await typecheck(program, { signal })
      : { ok: true, output: "" };
  if (!ok) {
    throw new UsageError(output.trimEnd());
  }
}
