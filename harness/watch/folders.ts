import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";

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

/**
 * The files that say how a program is compiled, whether they are there or not: each tsconfig.json and package.json from its folder up to
 * that of its package; outside any package, in its folder alone.
 */
export function configurationsOf(program: string): string[] {
  const folders = [dirname(program)];
  const isPackage = (folder: string) => existsSync(join(folder, "package.json"));
  for (let folder = dirname(program); !isPackage(folder); folder = dirname(folder), folders.push(folder)) {
    if (dirname(folder) === folder) {
      folders.length = 1;
      break;
    }
  }
  const top = folders.at(-1) as string;
  return [
    ...folders.map((folder) => join(folder, "tsconfig.json")),
    join(top, "package.json"),
    join(top, "node_modules", ".package-lock.json"),
  ];
}

function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}
