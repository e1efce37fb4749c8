import { existsSync } from "node:fs";
import { dirname, sep } from "node:path";

const packages = `${sep}node_modules${sep}`;

/**
 * The folders to watch so that a change of any of these files is seen. A file that is not there yet is looked for from the nearest folder
 * that is. Installed packages change with what npm writes into node_modules itself.
 */
export function foldersOf(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    const at = file.lastIndexOf(packages);
    folders.add(at === -1 ? existing(dirname(file)) : file.slice(0, at + packages.length - 1));
  }
  return folders;
}

function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}
