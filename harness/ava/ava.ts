import { createRequire } from "node:module";
import type { TestFn } from "ava";

/**
 * The ava that runs this process: its worker is the main module, and knows itself by name. A project may have another copy of ava than
 * this package finds, and a copy that runs nothing refuses to be used. Required, as a project of CommonJS cannot import what awaits.
 */
export const ava: TestFn & { readonly meta: { readonly file: string } } = createRequire(main())("ava");

// Where ava was killed its workers would go on, with what they booted.
process.once("disconnect", () => process.exit(1));

function main(): string {
  const worker = process.argv[1] ?? "";
  return worker.includes("ava") ? worker : import.meta.url;
}
