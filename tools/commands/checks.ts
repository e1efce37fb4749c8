import { join } from "node:path";
import { root } from "../../harness/base/paths.js";
import { listFiles } from "../../harness/base/stamp.js";

/** A check of the sources: a command that ends with 0 where all is well. */
export interface Check {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
}

const npmPackages = join(root, "node_modules");
const clangFormat = join(root, "build", "venv", "bin", "clang-format");

/** What Node runs, what a device runs, and the runtime itself each have globals of their own, so each is a project. */
const projects = ["tsconfig.json", "ts-runtime/tsconfig.json", "tsconfig.device.json"];

/** All that `npm run lint` runs. */
export function allChecks(): Check[] {
  return [
    { title: "biome", command: process.execPath, args: [biome(), "check", "."] },
    ...projects.map((project) => ({
      title: `tsc --project ${project}`,
      command: process.execPath,
      args: [join(npmPackages, "typescript", "bin", "tsc"), "--noEmit", "--project", project],
    })),
    { title: "clang-format", command: clangFormat, args: ["--dry-run", "-Werror", ...cSources()] },
    { title: "shell syntax", command: "bash", args: ["-n", ".ci/run"] },
  ];
}

/** What `npm run format` runs. */
export function allFormatters(): Check[] {
  return [
    { title: "biome", command: process.execPath, args: [biome(), "check", "--write", "."] },
    { title: "clang-format", command: clangFormat, args: ["-i", ...cSources()] },
  ];
}

function biome(): string {
  return join(npmPackages, "@biomejs", "biome", "bin", "biome");
}

/** The C files that are ours. */
function cSources(): string[] {
  return ["firmware", "test"].flatMap((folder) => listFiles(join(root, folder), (file) => /\.[ch]$/.test(file)));
}
