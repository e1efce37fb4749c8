/** Run when the harness is compiled: writes the declarations of what a device has not into the files that are its arguments. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { absentDeclarations } from "./absent.ts";

for (const path of process.argv.slice(2)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, absentDeclarations());
}
