import { createHash, randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "../base/cache.ts";
import { deviceTsconfig, globalDeclarations, ownDeclarations, ownHostDeclarations, type Tsconfig } from "./tsconfig.ts";

/** Where the projects of type checks are, and what tsc remembers of each. */
export const checkFolder = join(cacheFolder, "typecheck");

/** Options that say where and how output is written: there is none, and the user's may be at odds with a check of these files. */
const ofOutput = ["rootDir", "outDir", "outFile", "baseUrl"] as const;

/** Files that are checked together. */
export interface CheckedFiles {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Where they run: on a device they have its globals. */
  readonly where: "device" | "host";
}

/**
 * Writes a configuration for some files of a project: the user's, with these files, and the globals of a device, as the only ones.
 *
 * @returns the configuration's path
 */
export async function writeCheckProject(
  { path, options, paths, baseUrl }: Tsconfig,
  { files, where }: CheckedFiles,
): Promise<string> {
  const name = createHash("sha256")
    .update([where, path, ...files].join("\0"))
    .digest("hex")
    .slice(0, 16);
  const project = join(checkFolder, `${name}.json`);
  const config = {
    extends: path,
    compilerOptions: {
      ...Object.fromEntries(ofOutput.map((option) => [option, null])),
      paths: { ...withBase(paths, baseUrl), ...(where === "device" ? ownDeclarations : ownHostDeclarations) },
      // Every file of a bundle is a module.
      ...(options.moduleDetection === undefined && { moduleDetection: "force" }),
      ...(takesJavaScript({ path, options }, files) && { allowJs: true }),
      ...(options.typeRoots === undefined && { typeRoots: typeRoots(dirname(path), options.types ?? []) }),
      noEmit: true,
      composite: false,
      incremental: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      tsBuildInfoFile: join(checkFolder, `${name}.tsbuildinfo`),
    },
    files: where === "device" ? [...files, globalDeclarations] : files,
    include: [],
  };
  await mkdir(checkFolder, { recursive: true });
  // Renamed into place, because another run of the same program may be reading it, or another boot here may be writing it.
  const draft = `${project}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(config));
  await rename(draft, project);
  return project;
}

/** A program in JavaScript is checked as far as `checkJs` says; without a tsconfig.json, one in TypeScript may import such files. */
function takesJavaScript({ path, options }: Pick<Tsconfig, "path" | "options">, files: readonly string[]): boolean {
  return options.allowJs === undefined && (path === deviceTsconfig || files.some(isJavaScript));
}

/** Whether a file is JavaScript, by its name. */
export function isJavaScript(file: string): boolean {
  return /\.[cm]?jsx?$/.test(file);
}

/** Where `types` are looked for: tsc would look above the configuration that is written here, which is in another folder. */
function typeRoots(folder: string, types: readonly string[]): string[] {
  const modules = join(folder, "node_modules");
  // A name in `types` may be that of any package; the star means all of @types alone.
  const here = [join(modules, "@types"), ...(types.includes("*") ? [] : [modules])];
  return dirname(folder) === folder ? here : [...here, ...typeRoots(dirname(folder), types)];
}

/** TypeScript 7 has no `baseUrl`; a pattern for all names does the same, behind the more specific ones. */
function withBase(paths: Tsconfig["paths"], baseUrl: string | undefined): Tsconfig["paths"] {
  return baseUrl === undefined ? paths : { ...paths, "*": [...(paths["*"] ?? []), join(baseUrl, "*")] };
}
