import { basename } from "node:path";
import { UsageError } from "../base/errors.ts";
import type { BootOptions } from "./options.ts";
import type { LoadedProgram } from "./program.ts";

/** Whether a program is a Zephyr application of one's own, as its ELF file, and not TypeScript for this firmware. */
export function isApplication(program: unknown): program is string {
  return typeof program === "string" && /\.elf$/i.test(program);
}

/** An application as what is booted: it has no app image, and may open sockets. */
export function loadApplication(file: string): LoadedProgram {
  return {
    name: basename(file).replace(/\.elf$/i, ""),
    kind: "application",
    code: "",
    warnings: [],
    usesNetwork: true,
    mapPositions: (text) => text,
  };
}

/** What an application is started with. */
export const applicationImage: Uint8Array = new Uint8Array(64);

/**
 * Refuses what only a program in TypeScript has.
 *
 * @throws UsageError `EINVAL`, `ENOTSUP`
 */
export function checkApplication(file: string, { args, config, firmware, release, port }: BootOptions): void {
  if (port !== undefined) {
    throw new UsageError(
      `${file} is a Zephyr application: it runs in QEMU here, and \`west flash\` writes it onto a board`,
      {
        code: "ENOTSUP",
      },
    );
  }
  const given = [
    (args ?? []).length > 0 && "arguments",
    Object.keys(config ?? {}).length > 0 && "Kconfig options (config, --config)",
    firmware !== undefined && "a firmware (firmware, --firmware)",
    release === true && "byte code (release, --release)",
  ].find((text) => text !== false);
  if (given !== undefined) {
    throw new UsageError(`${file} is a Zephyr application, which is built already and takes no ${given}`);
  }
}
