import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.js";

/** This package's version. */
export function version(): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}
