import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createPathsMatcher, parseTsconfig, type TsConfigJsonResolved } from "get-tsconfig";
import { UsageError } from "../base/errors.ts";
import { root } from "../base/paths.js";

const runtime = join(root, "ts-runtime");

/** What a tsconfig.json and all that it extends say together. */
export type CompilerOptions = NonNullable<TsConfigJsonResolved["compilerOptions"]>;

/** The configuration by which a program is checked and bundled. */
export interface Tsconfig {
  readonly path: string;
  readonly options: CompilerOptions;
  /** `paths`, with targets that are absolute. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** `baseUrl`, absolute. */
  readonly baseUrl: string | undefined;
}

/** Declarations that are in scope of every program. */
export const globalDeclarations = join(runtime, "globals.d.ts");

const own = (...path: readonly string[]) => [join(root, "dist", ...path)];

/** What a program imports of this package, for the type check: declarations, which no compiler option of the user's is about. */
export const ownDeclarations: Readonly<Record<string, readonly string[]>> = {
  "async-io-ts": own("ts-runtime", "index.d.ts"),
  "async-io-ts/test": own("ts-runtime", "test", "index.d.ts"),
  "async-io-ts/http": own("ts-runtime", "http", "index.d.ts"),
};

/** The same for tests on the host, also where the package is installed for all projects alone. */
export const ownHostDeclarations: typeof ownDeclarations = {
  "async-io-ts/ava": own("harness", "ava", "index.d.ts"),
  "async-io-ts/harness": own("harness", "index.d.ts"),
};

/**
 * The nearest tsconfig.json above a program. The one at the top of this package is for the harness, so examples and tests here do not
 * get it.
 */
export function findTsconfig(program: string): string | undefined {
  return nearest(dirname(program));
}

/** The configuration of a program without a tsconfig.json: the runtime's. */
export const deviceTsconfig = join(runtime, "tsconfig.device.json");

/**
 * Reads the tsconfig.json of a program, with what it extends; where there is no such file, the runtime's.
 *
 * @throws UsageError `EINVAL`: it cannot be read, or extends a file that does not exist
 */
export function readTsconfig(program: string): Tsconfig {
  const path = findTsconfig(program) ?? deviceTsconfig;
  try {
    const config = parseTsconfig(path);
    const options = config.compilerOptions ?? {};
    const baseUrl = typeof options.baseUrl === "string" ? resolve(dirname(path), options.baseUrl) : undefined;
    return { path, options, paths: absolutePaths({ path, config }), baseUrl };
  } catch (error) {
    const message = `${path}: cannot read the configuration of TypeScript: ${(error as Error).message}`;
    throw new UsageError(message, { code: "EINVAL", cause: error });
  }
}

const placeholder = "__star__";

/** Each target by the file that sets `paths`, which may be another than the one that was read. */
function absolutePaths(read: Parameters<typeof createPathsMatcher>[0]): Record<string, string[]> {
  const match = createPathsMatcher(read);
  const patterns = Object.keys(read.config.compilerOptions?.paths ?? {});
  const targets = patterns.map((pattern) => {
    const found = match?.(pattern.replace("*", placeholder)) ?? [];
    return [pattern, found.map((target) => target.replaceAll(placeholder, "*"))] as const;
  });
  return Object.fromEntries(targets);
}

function nearest(folder: string): string | undefined {
  const path = join(folder, "tsconfig.json");
  if (folder === root || dirname(folder) === folder) {
    return undefined;
  }
  return existsSync(path) ? path : nearest(dirname(folder));
}
