/** The package managers whose package names are known. */
export type PackageManager = "apt" | "brew" | "dnf" | "pacman";

/** A program that must be on the machine. */
export interface Tool {
  readonly name: string;
  /** What it is needed for, in a few words. */
  readonly purpose: string;
  /** The names it may have, best first. */
  readonly commands: readonly string[];
  /** Arguments that make it prove that it is there and works. */
  readonly probe: readonly string[];
  /** What it must answer; the first group is its version. */
  readonly answer: RegExp;
  /** The oldest version that will do. */
  readonly minimum?: string;
  /** A setting that names it, before PATH is searched. */
  readonly setting?: string;
  /** Folders to look in beside PATH. */
  readonly folders?: (env: NodeJS.ProcessEnv, root: string) => string[];
  /** Other programs of its packages that are called by name. */
  readonly brings?: readonly string[];
  /** Several are separated by a blank. */
  readonly packages: Readonly<Record<PackageManager, string>>;
}

/** What was found out about a tool. Where `problem` is undefined, it will do. */
export interface Finding {
  readonly tool: Tool;
  readonly path?: string;
  readonly version?: string;
  readonly problem?: string;
}
