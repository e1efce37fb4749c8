import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UsageError } from "../base/errors.ts";

/**
 * The native executable behind TypeScript's `tsc`: called directly, it saves the start of another Node.
 *
 * @throws UsageError `ENOENT` it is not installed
 */
export function findTsc(): string {
  try {
    const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
    const platform = createRequire(typescript).resolve(
      `@typescript/typescript-${process.platform}-${process.arch}/package.json`,
    );
    const executable = join(dirname(platform), "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
    if (existsSync(executable)) {
      return executable;
    }
  } catch {
    // Said below, with what to do.
  }
  const message = `TypeScript 7 is not installed for ${process.platform}-${process.arch}; run "npm install", without --omit=optional`;
  throw new UsageError(message, { code: "ENOENT" });
}
