import { lstatSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { BootError, UsageError } from "../../base/errors.ts";
import { findExecutable, isExecutable } from "../../base/find-executable.ts";
import { root } from "../../base/paths.js";

/** The first version with `-netdev stream`, by which devices join the virtual network. */
const oldest = [7, 2] as const;
const program = "qemu-system-arm";
const howTo =
  "install Debian's package qemu-system-arm, or @xpack-dev-tools/qemu-arm, or name one with --qemu or AIO_QEMU";

/** A QEMU that can be used. */
export interface Qemu {
  readonly path: string;
  readonly version: string;
}

/** Where to look. Tests give folders of their own. */
export interface Places {
  /** The user's project. */
  readonly project?: string;
  /** This package. */
  readonly own?: string;
  /** Folders as in PATH. */
  readonly path?: string | undefined;
}

const known = new Map<string, Promise<Qemu>>();

/**
 * Finds QEMU: the given one, the one that AIO_QEMU names, `xpacks/.bin` of the current folder and of this package, then PATH. Asks
 * each for its version once.
 *
 * @throws UsageError `ENOENT`: the one that was named does not exist
 * @throws BootError `ENOENT`: there is none; `ENOTSUP`: it is older than 7.2; `EIO`: it does not run
 */
export async function findQemu(given = process.env.AIO_QEMU, places: Places = {}): Promise<Qemu> {
  const path = given === undefined || given === "" ? search(places) : named(given);
  const found = known.get(path) ?? check(path);
  known.set(path, found);
  found.catch(() => known.delete(path));
  return found;
}

function named(given: string): string {
  const path = given.includes("/") ? resolve(given) : (findExecutable(given) ?? resolve(given));
  if (!isExecutable(path)) {
    throw new UsageError(`there is no QEMU at ${given} (from --qemu or AIO_QEMU): it is missing or not executable`, {
      code: "ENOENT",
    });
  }
  return path;
}

function search({ project = process.cwd(), own = root, path = process.env.PATH }: Places): string {
  const found = [project, own].map(fromXpacks).find((each) => each !== undefined) ?? findExecutable(program, path);
  if (found === undefined) {
    throw new BootError(`${program} was not found in xpacks/.bin and PATH: ${howTo}`, { code: "ENOENT" });
  }
  return found;
}

/** What `xpm install` linked there. A link whose target is gone is told of: another QEMU would be run in its place. */
function fromXpacks(folder: string): string | undefined {
  const path = join(folder, "xpacks", ".bin", program);
  if (isExecutable(path)) {
    return path;
  }
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    return undefined;
  }
  throw new BootError(
    `${path} does not lead to a program: run \`xpm install\` again in ${folder}, or remove its folder xpacks`,
    { code: "ENOENT" },
  );
}

async function check(path: string): Promise<Qemu> {
  const { stdout = "", failed, shortMessage } = await execa(path, ["--version"], { reject: false, timeout: 20_000 });
  const [, version, major, minor] = /version ((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
  if (failed || version === undefined) {
    const came = failed ? shortMessage : `it printed ${JSON.stringify(stdout.slice(0, 80))}`;
    throw new BootError(`${path} --version should tell QEMU's version, but ${came}: ${howTo}`, { code: "EIO" });
  }
  if (Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1])) {
    throw new BootError(`${path} is QEMU ${version}, but ${oldest.join(".")} or newer is needed: ${howTo}`, {
      code: "ENOTSUP",
    });
  }
  return { path, version };
}
