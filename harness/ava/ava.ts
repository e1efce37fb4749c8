import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { TestFn } from "ava";
import { recordTestFile } from "../build/recorded-inputs.ts";

/**
 * The ava that runs this process: its worker is the main module, and knows itself by name. A project may have another copy of ava than
 * this package finds, and a copy that runs nothing refuses to be used. Required, as a project of CommonJS cannot import what awaits.
 */
export const ava: TestFn & { readonly meta: { readonly file: string } } = createRequire(main())("ava");

recordTestFile(fileURLToPath(ava.meta.file));

/** Has something done when ava is done with this process, also where no test of it was selected and so no hook runs. */
export async function whenDone(work: () => void): Promise<void> {
  const esm = join(dirname(createRequire(main()).resolve("ava")), "main.mjs");
  (await import(pathToFileURL(esm).href)).registerCompletionHandler(work);
}

// Where ava was killed its workers would go on, with what they booted.
process.once("disconnect", () => process.exit(1));

function main(): string {
  const worker = process.argv[1] ?? "";
  return worker.includes("ava") ? worker : import.meta.url;
}
