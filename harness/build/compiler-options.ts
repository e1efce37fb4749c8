import type { BuildOptions, TsconfigRaw } from "esbuild";
import { UsageError } from "../base/errors.ts";
import { formatPlace } from "./option-place.ts";
import { type CompilerOptions, ownDeclarations, readTsconfig, type Tsconfig } from "./tsconfig.ts";

/** Options that say what a program means, which esbuild takes as they are. */
const handedOn = [
  "experimentalDecorators",
  "jsx",
  "jsxFactory",
  "jsxFragmentFactory",
  "jsxImportSource",
  "target",
  "useDefineForClassFields",
  "verbatimModuleSyntax",
] as const satisfies readonly (keyof NonNullable<TsconfigRaw["compilerOptions"]> & keyof CompilerOptions)[];

/** Options whose meaning a bundle cannot have, by when that is so, and the reason that is told. */
const refused: Readonly<Record<string, { when: (value: unknown) => boolean; why: string }>> = {
  emitDecoratorMetadata: {
    when: isTrue,
    why: "a bundle has no types at run time; leave it out, and tell the decorator what it has to know",
  },
  jsx: {
    when: (value) => value === "preserve" || value === "react-native",
    why: 'no engine reads JSX; set it to "react-jsx" or "react"',
  },
  reactNamespace: { when: isSet, why: 'set "jsxFactory", which has taken its place' },
  rootDirs: { when: isSet, why: 'the bundler knows no virtual folders; use "paths"' },
  moduleSuffixes: {
    when: (value) => Array.isArray(value) && value.some((suffix) => suffix !== ""),
    why: 'the bundler tries no suffixes; use "paths"',
  },
  resolvePackageJsonExports: { when: isFalse, why: 'the bundler always obeys a package\'s "exports"' },
  resolvePackageJsonImports: { when: isFalse, why: 'the bundler always obeys a package\'s "imports"' },
  allowUmdGlobalAccess: { when: isTrue, why: "a device has no global variables of libraries; import the library" },
  plugins: {
    when: (value) =>
      Array.isArray(value) && value.some((plugin) => isSet((plugin as { transform?: unknown }).transform)),
    why: "the bundler runs no transformers of TypeScript's",
  },
};

/**
 * What esbuild is told of the tsconfig.json of a program, so that the bundle means what the type check has checked.
 *
 * @param program an absolute path
 * @param cwd the folder that paths in messages are relative to
 * @throws UsageError `ENOTSUP`: an option that esbuild cannot obey, one line each, with the file that sets it; `EINVAL`: the file cannot
 *   be read
 */
export function obeyTsconfig(program: string, cwd: string) {
  const tsconfig = readTsconfig(program);
  const { options } = tsconfig;
  const wrong = Object.entries(refused)
    .filter(([name, { when }]) => when(options[name as keyof CompilerOptions]))
    .map(([name, { why }]) => `${formatPlace(tsconfig.path, name, cwd)}: ${name} cannot be obeyed: ${why}`);
  if (wrong.length > 0) {
    throw new UsageError(wrong.join("\n"), { code: "ENOTSUP" });
  }
  return {
    tsconfigRaw: { compilerOptions: { ...chosen(options), ...resolution(tsconfig) } },
    preserveSymlinks: options.preserveSymlinks === true,
    customConditions: options.customConditions ?? [],
  } satisfies Pick<BuildOptions, "tsconfigRaw" | "preserveSymlinks"> & { customConditions: string[] };
}

function chosen(options: CompilerOptions) {
  const set = handedOn.filter((name) => isSet(options[name])).map((name) => [name, options[name]]);
  return Object.fromEntries(set) as NonNullable<TsconfigRaw["compilerOptions"]>;
}

/** The runtime's own modules are found by a plugin, whatever `paths` says of them. */
function resolution({ paths, baseUrl }: Tsconfig) {
  const theirs = Object.entries(paths)
    .filter(([pattern]) => !(pattern in ownDeclarations))
    .map(([pattern, targets]): [string, string[]] => [pattern, [...targets]]);
  return {
    ...(theirs.length > 0 && { paths: Object.fromEntries(theirs) }),
    ...(baseUrl !== undefined && { baseUrl }),
  };
}

function isTrue(value: unknown): boolean {
  return value === true;
}

function isFalse(value: unknown): boolean {
  return value === false;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
