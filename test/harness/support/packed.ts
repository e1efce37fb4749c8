import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { findExecutable } from "../../../harness/base/find-executable.ts";
import { withLock } from "../../../harness/base/lock.js";
import { root } from "../../../harness/base/paths.js";
import { hashInputs, isStamped, listFiles, writeStamp } from "../../../harness/base/stamp.js";

const folder = join(root, "build", "packed");
const tarball = join(folder, "async-io-ts.tgz");

/** The package as `npm pack` makes it: the path of the tarball. Made once for the same sources, whichever test asks. */
export async function packPackage(): Promise<string> {
  await withLock(`${folder}.lock`, {}, async () => {
    const { files } = readPackage();
    const sources = [
      "harness",
      ...files.filter((name) => !["dist", "!dist/tools", "harness", "prebuilt"].includes(name)),
      "package.json",
    ];
    const hash = hashInputs({ files: sources.flatMap((name) => filesOf(join(root, name))) });
    if (!isStamped(join(folder, ".stamp"), hash)) {
      mkdirSync(folder, { recursive: true });
      const { stdout } = await npm(root, "pack", "--json", "--pack-destination", folder);
      const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
      renameSync(join(folder, filename), tarball);
      writeStamp(join(folder, ".stamp"), hash);
    }
  });
  return tarball;
}

/**
 * Installs the packed package into a project: its own dependencies in the versions of package-lock.json, which npm's cache has where
 * `npm ci` has run.
 */
export async function installPackage(project: string, env: Readonly<Record<string, string>>): Promise<void> {
  const { name, version, dependencies, optionalDependencies, bin } = readPackage();
  const own = { version, resolved: `file:${await packPackage()}`, dependencies, optionalDependencies, bin };
  const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, object>;
  };
  const others = Object.entries(locked.packages).filter(([path, entry]) => path !== "" && !("dev" in entry));
  const top = { name: "project", private: true, type: "module", dependencies: { [name]: own.resolved } };
  writeFileSync(join(project, "package.json"), JSON.stringify(top));
  const packages = { "": top, [`node_modules/${name}`]: own, ...Object.fromEntries(others) };
  writeFileSync(join(project, "package-lock.json"), JSON.stringify({ name: top.name, lockfileVersion: 3, packages }));
  await execa("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: project, env, extendEnv: false });
}

/** A folder that takes the place of PATH: what npm itself takes of a system, and the commands of those names. */
export function onlyThese(path: string, ...names: readonly string[]): string {
  mkdirSync(path, { recursive: true });
  for (const name of ["env", "sh", "node", "npm", ...names]) {
    symlinkSync(findExecutable(name, process.env.PATH) ?? name, join(path, name));
  }
  return path;
}

/** The files of the installed package, its dependencies left out. */
export function packageFiles(project: string): readonly string[] {
  return readdirSync(join(project, "node_modules", "async-io-ts"), { recursive: true, encoding: "utf8" }).sort();
}

function filesOf(path: string): string[] {
  return path.endsWith(".json") || /Cargo|west/.test(path) ? [path] : listFiles(path, () => true);
}

function npm(cwd: string, ...args: readonly string[]) {
  return execa("npm", args, { cwd });
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

function readPackage(): Manifest {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
}
