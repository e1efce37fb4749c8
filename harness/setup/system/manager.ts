import { readFileSync } from "node:fs";
import type { PackageManager } from "../checks/index.ts";
import type { SetupContext } from "../context.ts";

const families: Readonly<Record<string, PackageManager>> = {
  debian: "apt",
  ubuntu: "apt",
  fedora: "dnf",
  rhel: "dnf",
  arch: "pacman",
};

/** The package manager of this system, or undefined where its package names are not known. */
export function findManager({
  platform,
  osRelease,
}: Pick<SetupContext, "platform" | "osRelease">): PackageManager | undefined {
  if (platform === "darwin") {
    return "brew";
  }
  const text = readOrEmpty(osRelease);
  const names = [...text.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)].flatMap(([, value = ""]) =>
    value.replaceAll('"', "").split(" "),
  );
  return names.map((name) => families[name]).find((manager) => manager !== undefined);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
