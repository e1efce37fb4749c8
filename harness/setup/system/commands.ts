import type { PackageManager } from "../checks/index.ts";

/** The one command that installs packages, for somebody to type. */
export function installCommand(manager: PackageManager, packages: readonly string[], hasSudo: boolean): string {
  const names = packages.join(" ");
  switch (manager) {
    case "apt":
      return asRoot(`apt-get update && apt-get install -y --no-install-recommends ${names}`, hasSudo);
    case "dnf":
      return asRoot(`dnf install -y ${names}`, hasSudo);
    case "pacman":
      return asRoot(`pacman -S --needed --noconfirm ${names}`, hasSudo);
    case "brew":
      return `brew install ${names}`;
  }
}

function asRoot(command: string, hasSudo: boolean): string {
  return hasSudo ? command.replace(/(^|&& )/g, "$1sudo ") : `su -c '${command}'`;
}
