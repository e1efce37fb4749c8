import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { quote } from "../base/shell.ts";

/** Where this package came from, as a project that is to install the same one has to name it. */
export interface Origin {
  /** What stands behind the package's name in package.json. */
  readonly dependency: string;
  /** What the user should know of it; undefined for a version of the registry, which every machine has. */
  readonly note: string | undefined;
}

export interface Installed {
  /** The folder of this package. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
  /** Whether the registry has this very version. Asked only where npm has recorded nothing. */
  readonly isPublished?: (spec: string) => Promise<boolean>;
}

/**
 * Finds out where npm took this package from: the registry, a tarball, an address, or a folder that holds a checkout. npm writes that down in
 * the hidden lockfile of `node_modules`, but for what it installs globally; other package managers do not.
 */
export async function findOrigin({ root, name, version, isPublished = askRegistry }: Installed): Promise<Origin> {
  const modules = dirname(root);
  const range = { dependency: `^${version}`, note: undefined };
  if (basename(modules) !== "node_modules") {
    return link(root, "this checkout");
  }
  const record = readRecord(modules, name);
  if (record !== undefined) {
    const { resolved } = record;
    if (resolved?.startsWith("file:")) {
      const tarball = resolve(dirname(modules), resolved.slice("file:".length));
      if (existsSync(tarball)) {
        return { dependency: `file:${tarball}`, note: copyAdvice(name, tarball) };
      }
    } else if (resolved === undefined || isRegistryFile(resolved, name, version)) {
      return range;
    } else {
      return { dependency: resolved, note: `${name} comes from ${resolved}, as here.` };
    }
  }
  return (await isPublished(`${name}@${version}`)) ? range : link(root, "the installed package");
}

function link(root: string, what: string): Origin {
  const note = `async-io-ts is a link to ${what}, ${root}: what changes there changes here, and only this machine has it.`;
  return { dependency: `file:${root}`, note };
}

function copyAdvice(name: string, tarball: string): string {
  const file = quote(`./${basename(tarball)}`);
  return `${name} is installed from ${tarball}. For other machines and CI, copy it into the project: npm install --save-dev ${file}`;
}

/** What npm wrote of the package when it installed it; undefined where it wrote nothing. */
function readRecord(modules: string, name: string): { readonly resolved?: string } | undefined {
  try {
    const { packages } = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8"));
    return packages?.[`node_modules/${name}`];
  } catch {
    return undefined;
  }
}

/** Whether an address is that of the registry's own file, whichever registry it is: `…/async-io-ts/-/async-io-ts-0.1.0.tgz`. */
function isRegistryFile(address: string, name: string, version: string): boolean {
  return /^https?:/.test(address) && new URL(address).pathname.endsWith(`/${name}/-/${name}-${version}.tgz`);
}

async function askRegistry(spec: string): Promise<boolean> {
  const { stdout } = await execa("npm", ["view", spec, "version"], { reject: false, timeout: 5_000, stdin: "ignore" });
  return stdout !== undefined && stdout.trim() !== "";
}
