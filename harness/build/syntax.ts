import type { BuildOptions } from "esbuild";

/** What esbuild may write so that every engine parses it: the smaller of QuickJS-ng 0.16 and JerryScript 3.0 (docs/engines.md). */
export const syntax = {
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["async-io"],
  target: "es2018",
  // The bundle is the body of an async function, so await is allowed at its top level.
  supported: { "top-level-await": true, "import-meta": false },
  // Fields become assignments in the constructor: a definition costs a call of a helper for each field of each object.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, target: "es2018" } },
  charset: "utf8",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
} satisfies BuildOptions;
